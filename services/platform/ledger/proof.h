#pragma once

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/platform/ledger/hash.h"

// Inclusion and consistency proofs of RFC 6962, section 2.1, made from the roots of complete subtrees, which
// never change once they are there.
namespace karvan::ledger {

// A complete subtree: the leaves from index * 2^level on, 2^level of them.
struct Subtree {
  int level = 0;
  int64_t index = 0;

  friend bool operator==(const Subtree&, const Subtree&) = default;
};

// Gives the roots of subtrees, in their order.
using SubtreeRoots = absl::FunctionRef<absl::StatusOr<std::vector<Hash>>(const std::vector<Subtree>&)>;

// Proves that the leaf with `index` (0 <= index < size) is in the tree of the first `size` leaves. One call
// of `roots`, whose errors are given.
absl::StatusOr<std::vector<Hash>> InclusionProof(int64_t index, int64_t size, SubtreeRoots roots);

// Proves that the tree of `old_size` leaves is the beginning of that of `size` leaves
// (0 <= old_size <= size). Empty when one of them is 0, or both are the same.
absl::StatusOr<std::vector<Hash>> ConsistencyProof(int64_t old_size, int64_t size, SubtreeRoots roots);

// Whether the proof holds. Any numbers may be given.
bool VerifyInclusion(int64_t index, int64_t size, const Hash& leaf, const std::vector<Hash>& proof,
                     const Hash& root);
bool VerifyConsistency(int64_t old_size, int64_t size, const std::vector<Hash>& proof, const Hash& old_root,
                       const Hash& root);

}  // namespace karvan::ledger
