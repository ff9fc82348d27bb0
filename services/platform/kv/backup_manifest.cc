#include "services/platform/kv/backup_manifest.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/platform/kv/errors.h"
#include "xxhash.h"

namespace karvan::kv {
namespace {

constexpr absl::string_view kFirstWord = "karvan-backup ";
constexpr absl::string_view kVersion = "1";
constexpr absl::string_view kChecksumWord = "\nchecksum ";

std::string ChecksumOf(absl::string_view lines) {
  return absl::StrFormat("%016x", XXH3_64bits(lines.data(), lines.size()));
}

bool ParseFile(absl::string_view line, BackupFile& file) {
  const std::vector<std::string> words = absl::StrSplit(line, ' ');
  if (words.size() != 4) return false;
  file.name = words[0];
  return absl::SimpleAtoi(words[1], &file.bytes) && absl::SimpleAtoi(words[2], &file.rows) &&
         absl::SimpleHexAtoi(words[3], &file.checksum);
}

}  // namespace

std::string RowFileName(size_t number) { return absl::StrFormat("rows-%06d", number); }

std::string EncodeManifest(const std::vector<BackupFile>& files) {
  std::string text = absl::StrCat(kFirstWord, kVersion, "\n");
  uint64_t rows = 0;
  for (const BackupFile& file : files) {
    absl::StrAppendFormat(&text, "%s %d %d %016x\n", file.name, file.bytes, file.rows, file.checksum);
    rows += file.rows;
  }
  absl::StrAppend(&text, "total ", files.size(), " ", rows, "\n");
  return absl::StrCat(text, kChecksumWord.substr(1), ChecksumOf(text), "\n");
}

absl::StatusOr<std::vector<BackupFile>> ParseManifest(absl::string_view text, absl::string_view path) {
  // Of any version the last line is the checksum.
  const size_t end = text.rfind(kChecksumWord);
  if (end == absl::string_view::npos) return DamagedBackupError(path, "it has no checksum: it was cut off");
  const absl::string_view lines = text.substr(0, end + 1);
  if (text.substr(end) != absl::StrCat(kChecksumWord, ChecksumOf(lines), "\n"))
    return DamagedBackupError(path, "its checksum is wrong");
  std::vector<absl::string_view> between = absl::StrSplit(absl::StripSuffix(lines, "\n"), '\n');
  absl::string_view version = between[0];
  if (!absl::ConsumePrefix(&version, kFirstWord)) return DamagedBackupError(path, "it is not a manifest");
  if (version != kVersion) {
    return FormatError(absl::StrCat("The backup '", path, "' has format version ", version,
                                    "; this program supports version ", kVersion, "."));
  }

  std::vector<BackupFile> files;
  uint64_t rows = 0;
  for (size_t i = 1; i + 1 < between.size(); ++i) {
    if (!ParseFile(between[i], files.emplace_back())) return DamagedBackupError(path, "a line is malformed");
    rows += files.back().rows;
  }
  if (between.back() != absl::StrCat("total ", files.size(), " ", rows))
    return DamagedBackupError(path, "its totals are wrong");
  return files;
}

}  // namespace karvan::kv
