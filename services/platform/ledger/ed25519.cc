#include "services/platform/ledger/ed25519.h"

#include <openssl/evp.h>

#include <memory>

namespace karvan::ledger {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* Data(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* Data(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

// Null when the seed is none.
Key PrivateKey(absl::string_view seed) {
  return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, Data(seed), seed.size()), EVP_PKEY_free};
}

}  // namespace

std::string PublicKeyOf(absl::string_view seed) {
  const Key key = PrivateKey(seed);
  std::string public_key(kPublicKeyBytes, '\0');
  size_t size = public_key.size();
  if (key == nullptr || EVP_PKEY_get_raw_public_key(key.get(), Data(public_key), &size) != 1) return "";
  return public_key;
}

std::string SignEd25519(absl::string_view seed, absl::string_view message) {
  const Key key = PrivateKey(seed);
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  if (key == nullptr || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), Data(signature), &size, Data(message), message.size()) != 1) {
    return "";
  }
  return signature;
}

bool VerifyEd25519(absl::string_view public_key, absl::string_view message, absl::string_view signature) {
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Data(public_key), public_key.size()),
                EVP_PKEY_free);
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return key != nullptr && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Data(signature), signature.size(), Data(message), message.size()) ==
             1;
}

}  // namespace karvan::ledger
