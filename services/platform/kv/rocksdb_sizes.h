#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "services/platform/kv/range.h"
#include "services/platform/kv/store.h"

// What RocksDB's tables tell about the sizes of ranges without reading them.
namespace karvan::kv {

// Keys at which a range falls into about equal `parts` on disk.
absl::StatusOr<std::vector<std::string>> SplitKeys(rocksdb::DB& db, const rocksdb::ReadOptions& options,
                                                   const Range& range, size_t parts);

// Exact up to 10,000 rows or 1 MiB; an estimate beyond.
absl::StatusOr<PrefixUsage> RangeUsage(rocksdb::DB& db, const Range& range);

}  // namespace karvan::kv
