#include "services/platform/ledger/proof.h"

#include <algorithm>

#include "absl/numeric/bits.h"
#include "services/platform/ledger/compact_range.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

// The leaves from `begin` up to, not including, `end`.
struct Leaves {
  int64_t begin = 0;
  int64_t end = 0;

  int64_t count() const { return end - begin; }
};

// Where RFC 6962 splits a tree in two: at the largest power of two below its number of leaves, 2 or more.
int64_t Split(const Leaves& leaves) {
  return leaves.begin + static_cast<int64_t>(absl::bit_floor(static_cast<uint64_t>(leaves.count() - 1)));
}

// The leaves beside the way from the leaf up to the root.
std::vector<Leaves> BesideLeaf(int64_t index, int64_t size) {
  std::vector<Leaves> beside;
  for (Leaves tree{0, size}; tree.count() > 1;) {
    const int64_t split = Split(tree);
    const Leaves left{tree.begin, split}, right{split, tree.end};
    beside.push_back(index < split ? right : left);
    tree = index < split ? left : right;
  }
  std::reverse(beside.begin(), beside.end());
  return beside;
}

// The same of the last subtree of the old tree, and that subtree itself, unless it is all of the old tree.
std::vector<Leaves> BesideOldTree(int64_t old_size, int64_t size) {
  std::vector<Leaves> beside;
  Leaves tree{0, size};
  while (tree.end != old_size) {
    const int64_t split = Split(tree);
    const Leaves left{tree.begin, split}, right{split, tree.end};
    beside.push_back(old_size <= split ? right : left);
    tree = old_size <= split ? left : right;
  }
  if (tree.begin > 0) beside.push_back(tree);
  std::reverse(beside.begin(), beside.end());
  return beside;
}

// The largest subtrees that the leaves fall into. They begin where a subtree of their size may begin.
std::vector<Subtree> SubtreesOf(Leaves leaves) {
  std::vector<Subtree> subtrees;
  while (leaves.count() > 0) {
    const int level = absl::bit_width(static_cast<uint64_t>(leaves.count())) - 1;
    subtrees.push_back({level, leaves.begin >> level});
    leaves.begin += int64_t{1} << level;
  }
  return subtrees;
}

absl::StatusOr<std::vector<Hash>> RootsOf(const std::vector<Leaves>& parts, SubtreeRoots roots) {
  std::vector<Subtree> subtrees;
  std::vector<size_t> ends;
  for (const Leaves& part : parts) {
    for (const Subtree& subtree : SubtreesOf(part)) subtrees.push_back(subtree);
    ends.push_back(subtrees.size());
  }
  std::vector<Hash> proof;
  if (subtrees.empty()) return proof;
  KARVAN_ASSIGN_OR_RETURN(const std::vector<Hash> hashes, roots(subtrees));
  size_t begin = 0;
  for (const size_t end : ends) {
    proof.push_back(RootOf({hashes.begin() + begin, hashes.begin() + end}));
    begin = end;
  }
  return proof;
}

}  // namespace

absl::StatusOr<std::vector<Hash>> InclusionProof(int64_t index, int64_t size, SubtreeRoots roots) {
  return RootsOf(BesideLeaf(index, size), roots);
}

absl::StatusOr<std::vector<Hash>> ConsistencyProof(int64_t old_size, int64_t size, SubtreeRoots roots) {
  if (old_size == 0) return std::vector<Hash>();
  return RootsOf(BesideOldTree(old_size, size), roots);
}

// RFC 9162, section 2.1.3.2.
bool VerifyInclusion(int64_t index, int64_t size, const Hash& leaf, const std::vector<Hash>& proof,
                     const Hash& root) {
  if (index < 0 || index >= size) return false;
  Hash hash = leaf;
  int64_t last = size - 1;
  for (const Hash& beside : proof) {
    if (last == 0) return false;
    if ((index & 1) == 1 || index == last) {
      hash = HashNode(beside, hash);
      // On the right edge a node without a sibling goes up as it is.
      while ((index & 1) == 0 && index != 0) {
        index >>= 1;
        last >>= 1;
      }
    } else {
      hash = HashNode(hash, beside);
    }
    index >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

// RFC 9162, section 2.1.4.2.
bool VerifyConsistency(int64_t old_size, int64_t size, const std::vector<Hash>& proof, const Hash& old_root,
                       const Hash& root) {
  if (old_size < 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == EmptyRoot();
  if (proof.empty()) return false;

  int64_t old_last = old_size - 1;
  int64_t last = size - 1;
  for (; (old_last & 1) == 1; old_last >>= 1) last >>= 1;
  // An old tree that is one complete subtree is not in its own proof.
  auto beside = proof.begin();
  Hash old_hash = absl::has_single_bit(static_cast<uint64_t>(old_size)) ? old_root : *beside++;
  Hash hash = old_hash;
  for (; beside != proof.end(); ++beside) {
    if (last == 0) return false;
    if ((old_last & 1) == 1 || old_last == last) {
      old_hash = HashNode(*beside, old_hash);
      hash = HashNode(*beside, hash);
      while ((old_last & 1) == 0 && old_last != 0) {
        old_last >>= 1;
        last >>= 1;
      }
    } else {
      hash = HashNode(hash, *beside);
    }
    old_last >>= 1;
    last >>= 1;
  }
  return last == 0 && old_hash == old_root && hash == root;
}

}  // namespace karvan::ledger
