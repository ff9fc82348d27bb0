#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "rocksdb/slice.h"
#include "rocksdb/status.h"

namespace karvan::kv {

// The one place where RocksDB's statuses become those of errors.h. `action` says what was being done: "read",
// "open folder X". OK stays OK.
absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view action);

inline rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }
inline absl::string_view FromSlice(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

}  // namespace karvan::kv
