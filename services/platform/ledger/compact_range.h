#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/hash.h"

namespace karvan::ledger {

// All that is needed of a Merkle tree to append to it and to know its root: the roots of the complete
// subtrees that its leaves fall into, one for each bit of its size, the largest first.
class CompactRange {
 public:
  // A tree without leaves.
  CompactRange() = default;

  // What Encode gave for a tree of `size` leaves. DATA_LOSS (CORRUPT) when the bytes are too few or too many.
  static absl::StatusOr<CompactRange> Decode(int64_t size, absl::string_view bytes);

  // The hashes one after another: 32 bytes each, at most 64 of them.
  std::string Encode() const;

  // Adds a leaf by its hash. Gives the complete subtrees that end with it, by their size: the leaf itself,
  // two leaves, four, ...
  std::vector<Hash> Append(const Hash& leaf);

  Hash Root() const;

  int64_t size() const { return size_; }

  friend bool operator==(const CompactRange&, const CompactRange&) = default;

 private:
  int64_t size_ = 0;
  std::vector<Hash> subtrees_;
};

// The root of adjoining subtrees of descending sizes; at least one.
Hash RootOf(const std::vector<Hash>& subtrees);

}  // namespace karvan::ledger
