#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// The file MANIFEST of a backup, as BACKUP.md describes it.
namespace karvan::kv {

inline constexpr absl::string_view kManifestName = "MANIFEST";

struct BackupFile {
  std::string name;
  uint64_t bytes = 0;
  uint64_t rows = 0;
  uint64_t checksum = 0;  // XXH3-64

  friend bool operator==(const BackupFile&, const BackupFile&) = default;
};

// The name of row file `number`, from 1.
std::string RowFileName(size_t number);

std::string EncodeManifest(const std::vector<BackupFile>& files);

// CORRUPT names `path`; FAILED_PRECONDITION (STORE_FORMAT) is another format version.
absl::StatusOr<std::vector<BackupFile>> ParseManifest(absl::string_view text, absl::string_view path);

}  // namespace karvan::kv
