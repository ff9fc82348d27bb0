#include "services/platform/kv/rocksdb_view.h"

#include <algorithm>
#include <memory>

#include "services/platform/kv/rocksdb_row.h"
#include "services/platform/kv/rocksdb_sizes.h"
#include "services/platform/kv/rocksdb_status.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

// What a read of one row brought.
absl::StatusOr<std::optional<Entry>> ToEntry(absl::string_view key, const rocksdb::Status& status,
                                             const rocksdb::Slice& row) {
  if (status.IsNotFound()) return std::nullopt;
  KARVAN_RETURN_IF_ERROR(FromRocksDb(status, "read a row"));
  KARVAN_ASSIGN_OR_RETURN(RowParts parts, DecodeRow(key, FromSlice(row)));
  return Entry{std::string(parts.value), parts.version};
}

}  // namespace

absl::StatusOr<std::optional<Entry>> ReadRow(rocksdb::DB& db, const rocksdb::ReadOptions& options,
                                             absl::string_view key) {
  rocksdb::PinnableSlice row;
  rocksdb::Status status = db.Get(options, db.DefaultColumnFamily(), ToSlice(key), &row);
  return ToEntry(key, status, row);
}

absl::StatusOr<ScanBatch> ReadRange(rocksdb::DB& db, rocksdb::ReadOptions options, const Range& range,
                                    const ScanOptions& scan) {
  absl::string_view start = std::max(absl::string_view(range.start), kFirstKey);
  if (!range.end.empty() && range.end <= start) return ScanBatch();
  rocksdb::Slice lower = ToSlice(start);
  rocksdb::Slice upper = ToSlice(range.end);
  options.iterate_lower_bound = &lower;
  if (!range.end.empty()) options.iterate_upper_bound = &upper;

  ScanFiller filler(scan);
  std::unique_ptr<rocksdb::Iterator> rows(db.NewIterator(options));
  scan.reverse ? rows->SeekToLast() : rows->Seek(lower);
  while (rows->Valid()) {
    absl::string_view key = FromSlice(rows->key());
    KARVAN_ASSIGN_OR_RETURN(RowParts parts, DecodeRow(key, FromSlice(rows->value())));
    if (!filler.Add(key, parts.value, parts.version)) break;
    scan.reverse ? rows->Prev() : rows->Next();
  }
  KARVAN_RETURN_IF_ERROR(FromRocksDb(rows->status(), "read a range"));
  return filler.Take();
}

RocksDbView::RocksDbView(rocksdb::DB& db, const Capabilities& limits, ViewAge age)
    : db_(db), limits_(limits), age_(age), snapshot_(&db) {
  read_options_.snapshot = snapshot_.snapshot();
}

absl::StatusOr<std::optional<Entry>> RocksDbView::Get(absl::string_view key) {
  KARVAN_RETURN_IF_ERROR(age_.Check());
  KARVAN_RETURN_IF_ERROR(CheckKey(key, limits_));
  return ReadRow(db_, read_options_, key);
}

absl::StatusOr<std::vector<std::optional<Entry>>> RocksDbView::MultiGet(
    const std::vector<std::string>& keys) {
  KARVAN_RETURN_IF_ERROR(age_.Check());
  for (const std::string& key : keys) KARVAN_RETURN_IF_ERROR(CheckKey(key, limits_));

  std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> rows(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  db_.MultiGet(read_options_, db_.DefaultColumnFamily(), keys.size(), slices.data(), rows.data(),
               statuses.data());
  std::vector<std::optional<Entry>> entries(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    KARVAN_ASSIGN_OR_RETURN(entries[i], ToEntry(keys[i], statuses[i], rows[i]));
  }
  return entries;
}

absl::StatusOr<ScanBatch> RocksDbView::Scan(const Range& range, const ScanOptions& options) {
  KARVAN_RETURN_IF_ERROR(age_.Check());
  KARVAN_RETURN_IF_ERROR(CheckScan(options));
  return ReadRange(db_, read_options_, range, options);
}

absl::StatusOr<std::vector<Range>> RocksDbView::SplitRange(const Range& range, size_t parts) {
  KARVAN_RETURN_IF_ERROR(age_.Check());
  KARVAN_RETURN_IF_ERROR(CheckSplit(parts));
  KARVAN_ASSIGN_OR_RETURN(std::vector<std::string> keys, SplitKeys(db_, read_options_, range, parts));
  return SplitAt(range, keys);
}

}  // namespace karvan::kv
