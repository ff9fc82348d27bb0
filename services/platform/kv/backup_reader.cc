#include "services/platform/kv/backup_reader.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/backup_file.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/rules.h"
#include "services/platform/kv/store.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr size_t kManifestBytesMax = 4 << 20;

size_t ParseLength(absl::string_view bytes) {
  size_t length = 0;
  for (char byte : bytes) length = length << 8 | static_cast<unsigned char>(byte);
  return length;
}

// The next row; nothing at the end of the file.
absl::StatusOr<std::optional<std::pair<std::string, std::string>>> ReadRow(BackupFileReader& file,
                                                                           const std::string& path) {
  const Capabilities limits;
  KARVAN_ASSIGN_OR_RETURN(std::string lengths, file.Read(8));
  if (lengths.empty()) return std::nullopt;
  const size_t key_size = ParseLength(absl::string_view(lengths).substr(0, 4));
  const size_t value_size = ParseLength(absl::string_view(lengths).substr(4));
  if (lengths.size() < 8 || key_size > limits.max_key_bytes || value_size > limits.max_value_bytes)
    return DamagedBackupError(path, "it holds no row where one should begin");
  KARVAN_ASSIGN_OR_RETURN(std::string key, file.Read(key_size));
  KARVAN_ASSIGN_OR_RETURN(std::string value, file.Read(value_size));
  if (value.size() < value_size || !CheckKey(key, limits).ok())
    return DamagedBackupError(path, "a row is cut off or has no key");
  return std::make_pair(std::move(key), std::move(value));
}

}  // namespace

absl::StatusOr<BackupReader> BackupReader::Open(const std::string& folder) {
  const std::string path = absl::StrCat(folder, "/", kManifestName);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<BackupFileReader> manifest, BackupFileReader::Open(path));
  KARVAN_ASSIGN_OR_RETURN(std::string text, manifest->Read(kManifestBytesMax));
  KARVAN_ASSIGN_OR_RETURN(std::vector<BackupFile> files, ParseManifest(text, path));
  return BackupReader(folder, std::move(files));
}

absl::Status BackupReader::ForEachRow(Visit visit) const {
  std::string last_key;
  for (const BackupFile& file : files_) KARVAN_RETURN_IF_ERROR(ReadFile(file, last_key, visit));
  return absl::OkStatus();
}

absl::Status BackupReader::ReadFile(const BackupFile& file, std::string& last_key, Visit visit) const {
  const std::string path = absl::StrCat(folder_, "/", file.name);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<BackupFileReader> reader, BackupFileReader::Open(path));
  uint64_t rows = 0;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(auto row, ReadRow(*reader, path));
    if (!row.has_value()) break;
    if (row->first <= last_key) return DamagedBackupError(path, "its keys do not ascend");
    last_key = row->first;
    ++rows;
    KARVAN_RETURN_IF_ERROR(visit(row->first, row->second));
  }
  if (reader->bytes() != file.bytes || rows != file.rows) {
    return DamagedBackupError(
        path, absl::StrCat("it has ", reader->bytes(), " bytes and ", rows, " rows; the manifest says ",
                           file.bytes, " and ", file.rows));
  }
  if (reader->checksum() != file.checksum) return DamagedBackupError(path, "its checksum is wrong");
  return absl::OkStatus();
}

}  // namespace karvan::kv
