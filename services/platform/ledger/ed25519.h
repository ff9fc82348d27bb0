#pragma once

#include <string>

#include "absl/strings/string_view.h"

// Ed25519 signatures (RFC 8032). A seed and a public key are 32 bytes, a signature 64.
namespace karvan::ledger {

inline constexpr size_t kSeedBytes = 32;
inline constexpr size_t kPublicKeyBytes = 32;
inline constexpr size_t kSignatureBytes = 64;

// Empty when the seed is not 32 bytes long.
std::string PublicKeyOf(absl::string_view seed);
std::string SignEd25519(absl::string_view seed, absl::string_view message);

bool VerifyEd25519(absl::string_view public_key, absl::string_view message, absl::string_view signature);

}  // namespace karvan::ledger
