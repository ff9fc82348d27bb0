#include "services/platform/kv/backup_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "xxhash.h"

namespace karvan::kv {
namespace {

// Of the last call that failed.
absl::Status FileError(absl::string_view action, absl::string_view path) {
  const int error = errno;
  const std::string detail = absl::StrCat("cannot ", action, " '", path, "': ", std::strerror(error));
  return error == ENOSPC || error == EDQUOT ? StorageFullError(detail) : UnavailableError(detail);
}

}  // namespace

BackupChecksum::BackupChecksum() : state_(XXH3_createState()) { XXH3_64bits_reset(state_); }
BackupChecksum::~BackupChecksum() { XXH3_freeState(state_); }
void BackupChecksum::Add(absl::string_view bytes) { XXH3_64bits_update(state_, bytes.data(), bytes.size()); }
uint64_t BackupChecksum::value() const { return XXH3_64bits_digest(state_); }

absl::StatusOr<std::unique_ptr<BackupFileWriter>> BackupFileWriter::Create(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "wbxe");
  if (file == nullptr) return FileError("create file", path);
  return std::unique_ptr<BackupFileWriter>(new BackupFileWriter(path, file));
}

BackupFileWriter::~BackupFileWriter() {
  if (file_ != nullptr) std::fclose(file_);
}

absl::Status BackupFileWriter::Add(absl::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size())
    return FileError("write file", path_);
  checksum_.Add(bytes);
  bytes_ += bytes.size();
  return absl::OkStatus();
}

absl::Status BackupFileWriter::Finish() {
  if (std::fflush(file_) != 0 || fsync(fileno(file_)) != 0) return FileError("write file", path_);
  if (std::fclose(std::exchange(file_, nullptr)) != 0) return FileError("close file", path_);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<BackupFileReader>> BackupFileReader::Open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr && errno == ENOENT) return DamagedBackupError(path, "it is missing");
  if (file == nullptr) return FileError("open file", path);
  return std::unique_ptr<BackupFileReader>(new BackupFileReader(path, file));
}

BackupFileReader::~BackupFileReader() { std::fclose(file_); }

absl::StatusOr<std::string> BackupFileReader::Read(size_t size) {
  std::string bytes(size, '\0');
  bytes.resize(std::fread(bytes.data(), 1, size, file_));
  if (std::ferror(file_) != 0) return FileError("read file", path_);
  checksum_.Add(bytes);
  bytes_ += bytes.size();
  return bytes;
}

absl::Status SyncFolder(const std::string& path) {
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return FileError("open folder", path);
  const bool synced = fsync(folder) == 0;
  absl::Status status = synced ? absl::OkStatus() : FileError("sync folder", path);
  close(folder);
  return status;
}

}  // namespace karvan::kv
