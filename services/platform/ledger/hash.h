#pragma once

#include "absl/strings/string_view.h"
#include "services/platform/digest/sha256.h"

// The hashes of a Merkle tree as RFC 6962 (and RFC 9162) define them, with SHA-256.
namespace karvan::ledger {

using Hash = Sha256Bytes;

// Of a leaf: SHA-256 of 0x00 and the leaf's bytes.
Hash HashLeaf(absl::string_view leaf);

// Of two subtrees: SHA-256 of 0x01 and their roots.
Hash HashNode(const Hash& left, const Hash& right);

// The root of a tree without leaves: SHA-256 of nothing.
Hash EmptyRoot();

// The 32 bytes of a hash; they point into it.
inline absl::string_view BytesOf(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// The hash that is the first 32 of `bytes`, which must be there.
Hash HashAt(absl::string_view bytes);

}  // namespace karvan::ledger
