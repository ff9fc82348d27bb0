#include "services/platform/digest/sha256.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"

namespace karvan {

// None of these calls can fail but for want of memory.
Sha256::Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_, EVP_sha256(), nullptr); }

Sha256::~Sha256() { EVP_MD_CTX_free(context_); }

void Sha256::Add(absl::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }

Sha256Bytes Sha256::FinishBytes() {
  Sha256Bytes digest;
  EVP_DigestFinal_ex(context_, digest.data(), nullptr);
  return digest;
}

std::string Sha256::Finish() {
  const Sha256Bytes digest = FinishBytes();
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace karvan
