#include "services/platform/kv/rocksdb_sizes.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "rocksdb/table_properties.h"
#include "services/platform/kv/rocksdb_row.h"
#include "services/platform/kv/rocksdb_status.h"
#include "services/platform/kv/rocksdb_view.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr size_t kCountedRowsMax = 10'000;
constexpr size_t kSplitKeyBytesMax = 64;
constexpr char kAction[] = "read sizes";

// Beyond all keys, which begin with a component.
constexpr absl::string_view kEndKey("\xFF", 1);

// About how many bytes [start, end) has on disk, and if wanted in memory.
uint64_t BytesBetween(rocksdb::DB& db, absl::string_view start, absl::string_view end, bool in_memory) {
  if (end <= start) return 0;
  rocksdb::SizeApproximationOptions options;
  options.include_memtables = in_memory;
  options.files_size_error_margin = 0;
  const rocksdb::Range range(ToSlice(start), ToSlice(end));
  uint64_t bytes = 0;
  db.GetApproximateSizes(options, db.DefaultColumnFamily(), &range, 1, &bytes).PermitUncheckedError();
  return bytes;
}

// A key before which lie about `target` bytes of what follows `start`: byte by byte, the largest byte that is
// not too much.
std::string KeyAfter(rocksdb::DB& db, const std::string& start, uint64_t target, uint64_t tolerance) {
  std::string key;
  while (key.size() < kSplitKeyBytesMax) {
    int low = 0;
    uint64_t below = 0;
    for (int step = 128; step > 0; step /= 2) {
      const uint64_t bytes = BytesBetween(db, start, key + static_cast<char>(low + step), true);
      if (bytes > target) continue;
      low += step;
      below = bytes;
    }
    key.push_back(static_cast<char>(low));
    if (below + tolerance >= target) break;
  }
  return key;
}

// What the tables of a range, which lie partly outside of it, hold.
absl::StatusOr<PrefixUsage> TableUsage(rocksdb::DB& db, const Range& range, uint64_t bytes_in_range) {
  const rocksdb::Range limits(ToSlice(range.start), ToSlice(range.end));
  rocksdb::TablePropertiesCollection tables;
  KARVAN_RETURN_IF_ERROR(
      FromRocksDb(db.GetPropertiesOfTablesInRange(db.DefaultColumnFamily(), &limits, 1, &tables), kAction));
  double rows = 0, bytes = 0, on_disk = 0;
  for (const auto& [name, table] : tables) {
    rows += static_cast<double>(table->num_entries);
    bytes += static_cast<double>(table->raw_key_size + table->raw_value_size);
    on_disk += static_cast<double>(table->data_size + table->index_size + table->filter_size);
  }
  if (on_disk == 0) return PrefixUsage();
  const double share = std::min(1.0, static_cast<double>(bytes_in_range) / on_disk);
  return PrefixUsage{static_cast<uint64_t>(rows * share), static_cast<uint64_t>(bytes * share)};
}

}  // namespace

absl::StatusOr<std::vector<std::string>> SplitKeys(rocksdb::DB& db, const rocksdb::ReadOptions& options,
                                                   const Range& range, size_t parts) {
  ScanOptions one_row{.limit = 1, .bytes = 1, .reverse = false};
  KARVAN_ASSIGN_OR_RETURN(ScanBatch first, ReadRange(db, options, range, one_row));
  one_row.reverse = true;
  KARVAN_ASSIGN_OR_RETURN(ScanBatch last, ReadRange(db, options, range, one_row));
  std::vector<std::string> keys;
  if (first.rows.empty() || last.rows.empty()) return keys;

  const std::string& start = first.rows[0].key;
  const uint64_t bytes = BytesBetween(db, start, last.rows[0].key, true);
  for (size_t part = 1; part < parts && bytes > 0; ++part)
    keys.push_back(KeyAfter(db, start, bytes / parts * part, bytes / parts / 16));
  return keys;
}

absl::StatusOr<PrefixUsage> RangeUsage(rocksdb::DB& db, const Range& range) {
  PrefixUsage usage;
  KARVAN_ASSIGN_OR_RETURN(
      ScanBatch rows,
      ReadRange(db, {}, range, {.limit = kCountedRowsMax, .bytes = 1 << 20, .reverse = false}));
  if (!rows.resume_key.has_value()) {
    usage.rows = rows.rows.size();
    for (const Row& row : rows.rows) usage.bytes += row.key.size() + row.value.size();
    return usage;
  }

  const Range closed = {std::max(range.start, std::string(kFirstKey)),
                        range.end.empty() ? std::string(kEndKey) : range.end};
  KARVAN_ASSIGN_OR_RETURN(usage, TableUsage(db, closed, BytesBetween(db, closed.start, closed.end, false)));
  uint64_t rows_in_memory = 0, bytes_in_memory = 0;
  db.GetApproximateMemTableStats(rocksdb::Range(ToSlice(closed.start), ToSlice(closed.end)), &rows_in_memory,
                                 &bytes_in_memory);
  usage.rows += rows_in_memory;
  usage.bytes += bytes_in_memory;
  return usage;
}

}  // namespace karvan::kv
