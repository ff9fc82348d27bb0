#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rocksdb/db.h"
#include "rocksdb/snapshot.h"
#include "services/platform/kv/rules.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// The newest row under a key, or as of the snapshot of `options`.
absl::StatusOr<std::optional<Entry>> ReadRow(rocksdb::DB& db, const rocksdb::ReadOptions& options,
                                             absl::string_view key);

// The next batch of a range, without the store's own rows.
absl::StatusOr<ScanBatch> ReadRange(rocksdb::DB& db, rocksdb::ReadOptions options, const Range& range,
                                    const ScanOptions& scan);

// A view by a snapshot of RocksDB.
class RocksDbView final : public View {
 public:
  RocksDbView(rocksdb::DB& db, const Capabilities& limits, ViewAge age);

  absl::StatusOr<std::optional<Entry>> Get(absl::string_view key) override;
  absl::StatusOr<std::vector<std::optional<Entry>>> MultiGet(const std::vector<std::string>& keys) override;
  absl::StatusOr<ScanBatch> Scan(const Range& range, const ScanOptions& options) override;
  absl::StatusOr<std::vector<Range>> SplitRange(const Range& range, size_t parts) override;

 private:
  rocksdb::DB& db_;
  const Capabilities limits_;
  const ViewAge age_;
  rocksdb::ManagedSnapshot snapshot_;
  rocksdb::ReadOptions read_options_;
};

}  // namespace karvan::kv
