#include "services/platform/kv/backup_writer.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/backup_file.h"
#include "services/platform/kv/backup_manifest.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

std::string Length(size_t length) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(length >> shift));
  return bytes;
}

absl::Status MakeEmptyFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const bool is_empty = !error && std::filesystem::is_empty(folder, error);
  if (error) return UnavailableError(absl::StrCat("cannot make folder '", folder, "': ", error.message()));
  if (is_empty) return absl::OkStatus();
  return FormatError(absl::StrCat("The folder '", folder, "' for a backup is not empty."));
}

// The row files, one after the other.
class RowFiles {
 public:
  RowFiles(std::string folder, size_t file_bytes) : folder_(std::move(folder)), file_bytes_(file_bytes) {}

  absl::Status Add(const Row& row) {
    if (file_ == nullptr) {
      files_.push_back({.name = RowFileName(files_.size() + 1)});
      KARVAN_ASSIGN_OR_RETURN(file_,
                              BackupFileWriter::Create(absl::StrCat(folder_, "/", files_.back().name)));
    }
    ++files_.back().rows;
    KARVAN_RETURN_IF_ERROR(
        file_->Add(absl::StrCat(Length(row.key.size()), Length(row.value.size()), row.key, row.value)));
    return file_->bytes() < file_bytes_ ? absl::OkStatus() : Finish();
  }

  // Ends the last file.
  absl::Status Finish() {
    if (file_ == nullptr) return absl::OkStatus();
    KARVAN_RETURN_IF_ERROR(file_->Finish());
    files_.back().bytes = file_->bytes();
    files_.back().checksum = file_->checksum();
    file_.reset();
    return absl::OkStatus();
  }

  const std::vector<BackupFile>& files() const { return files_; }

 private:
  const std::string folder_;
  const size_t file_bytes_;
  std::unique_ptr<BackupFileWriter> file_;  // null between files
  std::vector<BackupFile> files_;
};

absl::Status WriteRows(View& view, RowFiles& files) {
  Range range;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(ScanBatch batch, view.Scan(range, {}));
    for (const Row& row : batch.rows) KARVAN_RETURN_IF_ERROR(files.Add(row));
    if (!batch.resume_key.has_value()) return files.Finish();
    range.start = *batch.resume_key;
  }
}

absl::Status WriteManifest(const std::string& folder, const std::vector<BackupFile>& files) {
  const std::string path = absl::StrCat(folder, "/", kManifestName);
  const std::string unfinished = absl::StrCat(path, ".new");
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<BackupFileWriter> manifest, BackupFileWriter::Create(unfinished));
  KARVAN_RETURN_IF_ERROR(manifest->Add(EncodeManifest(files)));
  KARVAN_RETURN_IF_ERROR(manifest->Finish());
  KARVAN_RETURN_IF_ERROR(SyncFolder(folder));
  std::error_code error;
  std::filesystem::rename(unfinished, path, error);
  if (error) return UnavailableError(absl::StrCat("cannot rename '", unfinished, "': ", error.message()));
  KARVAN_RETURN_IF_ERROR(SyncFolder(folder));
  return SyncFolder(absl::StrCat(folder, "/.."));
}

}  // namespace

absl::Status WriteBackup(View& view, const std::string& folder, size_t file_bytes) {
  KARVAN_RETURN_IF_ERROR(MakeEmptyFolder(folder));
  RowFiles files(folder, file_bytes);
  KARVAN_RETURN_IF_ERROR(WriteRows(view, files));
  return WriteManifest(folder, files.files());
}

}  // namespace karvan::kv
