#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "services/platform/kv/postgres_pool.h"
#include "services/platform/kv/rules.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// A bulk load by COPY, in pieces that are each a transaction, so that no load holds one open. Seal counts and
// sums the rows on a connection that had no part in it: what a lost connection or a failover took is noticed.
class PostgresBulkLoader final : public BulkLoader {
 public:
  // The rows get `version`. `fresh` opens a connection; it and the pool outlive the loader. `timeout` is for
  // each piece.
  PostgresBulkLoader(absl::string_view prefix, const Capabilities& limits, RowVersion version,
                     PostgresPool& pool, const PostgresPool::Connect& fresh, absl::Duration timeout);

  absl::Status Add(absl::string_view key, absl::string_view value) override;
  absl::Status Seal() override;

 private:
  absl::Status CopyPiece();
  absl::Status Verify();

  const std::string prefix_;
  BulkRules rules_;
  const RowVersion version_;
  PostgresPool& pool_;
  const PostgresPool::Connect& fresh_;
  const absl::Duration timeout_;
  std::string piece_;  // rows in COPY's form that are not sent
  uint64_t rows_ = 0;
  uint64_t sum_ = 0;
  absl::Status broken_;  // the first failed piece: no row may be left out of a sealed load
};

}  // namespace karvan::kv
