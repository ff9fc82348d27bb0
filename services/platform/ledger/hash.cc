#include "services/platform/ledger/hash.h"

#include <cstring>

namespace karvan::ledger {

Hash HashLeaf(absl::string_view leaf) {
  Sha256 sha256;
  sha256.Add(absl::string_view("\x00", 1));
  sha256.Add(leaf);
  return sha256.FinishBytes();
}

Hash HashNode(const Hash& left, const Hash& right) {
  Sha256 sha256;
  sha256.Add(absl::string_view("\x01", 1));
  sha256.Add(BytesOf(left));
  sha256.Add(BytesOf(right));
  return sha256.FinishBytes();
}

Hash EmptyRoot() { return Sha256().FinishBytes(); }

Hash HashAt(absl::string_view bytes) {
  Hash hash;
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

}  // namespace karvan::ledger
