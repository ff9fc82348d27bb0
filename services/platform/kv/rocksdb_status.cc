#include "services/platform/kv/rocksdb_status.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"

namespace karvan::kv {

absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view action) {
  if (status.ok()) return absl::OkStatus();
  std::string detail = absl::StrCat("cannot ", action, ": ", status.ToString());
  if (status.IsNoSpace()) return StorageFullError(detail);
  // A file that the engine needs and does not find is lost data, not a passing trouble.
  if (status.IsCorruption() || status.IsPathNotFound()) return CorruptError(detail);
  return UnavailableError(detail);
}

}  // namespace karvan::kv
