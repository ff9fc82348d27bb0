#include "services/platform/kv/rocksdb_free_space.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"

namespace karvan::kv {

absl::Status FreeSpace::Check() const {
  uint64_t free_bytes = 0;
  if (!env_.GetFreeSpace(folder_, &free_bytes).ok() || free_bytes >= reserved_bytes_) return absl::OkStatus();
  return StorageFullError(absl::StrCat("the disk of '", folder_, "' has ", free_bytes >> 20,
                                       " MiB free, of which ", reserved_bytes_ >> 20, " MiB are reserved"));
}

}  // namespace karvan::kv
