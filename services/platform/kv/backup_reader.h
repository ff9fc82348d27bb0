#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/backup_manifest.h"

namespace karvan::kv {

// Reads a backup. What is damaged is CORRUPT, and names the file.
class BackupReader {
 public:
  using Visit = absl::FunctionRef<absl::Status(absl::string_view key, absl::string_view value)>;

  static absl::StatusOr<BackupReader> Open(const std::string& folder);

  // Calls `visit` with each row, in the order of keys, and ends with its first error. Rows are checked one by
  // one, but whether the files are the ones that were written shows only at the end: OK.
  absl::Status ForEachRow(Visit visit) const;

 private:
  BackupReader(std::string folder, std::vector<BackupFile> files)
      : folder_(std::move(folder)), files_(std::move(files)) {}

  absl::Status ReadFile(const BackupFile& file, std::string& last_key, Visit visit) const;

  std::string folder_;
  std::vector<BackupFile> files_;
};

}  // namespace karvan::kv
