#include "services/cli/seed/file_digest.h"

#include <array>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/platform/digest/sha256.h"

namespace karvan::cli {

absl::StatusOr<std::string> FileSha256(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the file ", path));
  Sha256 digest;
  std::array<char, 64 * 1024> block;
  while (file) {
    file.read(block.data(), block.size());
    digest.Add(absl::string_view(block.data(), static_cast<size_t>(file.gcount())));
  }
  if (file.bad()) return absl::InternalError(absl::StrCat("cannot read the file ", path, " to its end"));
  return digest.Finish();
}

}  // namespace karvan::cli
