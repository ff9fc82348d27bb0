#pragma once

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// Writes all rows of `view`, which must not expire, as a backup; see Store::Backup. A row file ends after
// `file_bytes`.
absl::Status WriteBackup(View& view, const std::string& folder, size_t file_bytes = 256 << 20);

}  // namespace karvan::kv
