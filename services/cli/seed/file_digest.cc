#include "services/cli/seed/file_digest.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace karvan::cli {

absl::StatusOr<std::string> FileSha256(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the file ", path));
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  bool done = EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1;
  std::array<char, 64 * 1024> block;
  while (file) {
    file.read(block.data(), block.size());
    done = done && EVP_DigestUpdate(digest.get(), block.data(), static_cast<size_t>(file.gcount())) == 1;
  }
  std::string bytes(EVP_MD_size(EVP_sha256()), '\0');
  done =
      done && EVP_DigestFinal_ex(digest.get(), reinterpret_cast<unsigned char*>(bytes.data()), nullptr) == 1;
  if (!done || file.bad()) return absl::InternalError(absl::StrCat("cannot digest the file ", path));
  return absl::BytesToHexString(bytes);
}

}  // namespace karvan::cli
