#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/kv/postgres_pool.h"
#include "services/platform/kv/rules.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// A view by a transaction of isolation level REPEATABLE READ, on a connection of its own. When the connection
// is lost the view has expired: its rows can be read by no other.
class PostgresView final : public View {
 public:
  // Starts the transaction, and sees what was committed until then. `timeout` is for each read.
  static absl::StatusOr<std::unique_ptr<View>> Open(PostgresPool::Lease connection,
                                                    const Capabilities& limits, ViewAge age,
                                                    absl::Duration timeout);

  absl::StatusOr<std::optional<Entry>> Get(absl::string_view key) override;
  absl::StatusOr<std::vector<std::optional<Entry>>> MultiGet(const std::vector<std::string>& keys) override;
  absl::StatusOr<ScanBatch> Scan(const Range& range, const ScanOptions& options) override;
  absl::StatusOr<std::vector<Range>> SplitRange(const Range& range, size_t parts) override;

 private:
  PostgresView(PostgresPool::Lease connection, const Capabilities& limits, ViewAge age,
               absl::Duration timeout)
      : connection_(std::move(connection)), limits_(limits), age_(age), timeout_(timeout) {}

  absl::StatusOr<PostgresResult> Read(PostgresCommand command);

  const PostgresPool::Lease connection_;
  const Capabilities limits_;
  const ViewAge age_;
  const absl::Duration timeout_;
};

// The end of a range as a parameter: one without an end has a key beyond all keys.
std::string EndParameter(const Range& range);

}  // namespace karvan::kv
