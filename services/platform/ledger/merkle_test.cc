// Hashes, compact ranges and proofs, against the published test data of Certificate Transparency and against
// a slow reference that follows the definitions of RFC 6962, section 2.1, word for word.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/ledger/compact_range.h"
#include "services/platform/ledger/hash.h"
#include "services/platform/ledger/proof.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::testing::ElementsAre;

std::string Hex(const Hash& hash) { return absl::BytesToHexString(BytesOf(hash)); }

std::vector<std::string> Hex(const std::vector<Hash>& hashes) {
  std::vector<std::string> hex;
  for (const Hash& hash : hashes) hex.push_back(Hex(hash));
  return hex;
}

// The leaves of the reference implementations of Certificate Transparency, and the roots of their trees.
const char* const kLeaves[] = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const char* const kRoots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                              "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                              "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                              "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                              "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                              "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                              "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                              "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Hash> PublishedLeaves() {
  std::vector<Hash> leaves;
  for (const char* leaf : kLeaves) leaves.push_back(HashLeaf(absl::HexStringToBytes(leaf)));
  return leaves;
}

std::vector<Hash> ManyLeaves(int count) {
  std::vector<Hash> leaves;
  for (int i = 0; i < count; ++i) leaves.push_back(HashLeaf(absl::StrCat("leaf ", i)));
  return leaves;
}

// The reference: MTH, PATH, PROOF and SUBPROOF of RFC 6962.
using Leaves = std::vector<Hash>;

Leaves Part(const Leaves& leaves, size_t begin, size_t end) {
  return {leaves.begin() + begin, leaves.begin() + end};
}

size_t SplitOf(size_t count) {
  size_t split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

Hash Mth(const Leaves& leaves) {
  if (leaves.empty()) return EmptyRoot();
  if (leaves.size() == 1) return leaves[0];
  const size_t k = SplitOf(leaves.size());
  return HashNode(Mth(Part(leaves, 0, k)), Mth(Part(leaves, k, leaves.size())));
}

std::vector<Hash> Path(size_t m, const Leaves& leaves) {
  if (leaves.size() == 1) return {};
  const size_t k = SplitOf(leaves.size());
  const Leaves left = Part(leaves, 0, k), right = Part(leaves, k, leaves.size());
  std::vector<Hash> path = m < k ? Path(m, left) : Path(m - k, right);
  path.push_back(m < k ? Mth(right) : Mth(left));
  return path;
}

std::vector<Hash> SubProof(size_t m, const Leaves& leaves, bool whole) {
  if (m == leaves.size()) return whole ? std::vector<Hash>() : std::vector<Hash>{Mth(leaves)};
  const size_t k = SplitOf(leaves.size());
  const Leaves left = Part(leaves, 0, k), right = Part(leaves, k, leaves.size());
  std::vector<Hash> proof = m <= k ? SubProof(m, left, whole) : SubProof(m - k, right, false);
  proof.push_back(m <= k ? Mth(right) : Mth(left));
  return proof;
}

// A tree by CompactRange, with the subtrees that it completed, as a log stores them.
struct Tree {
  explicit Tree(const Leaves& leaves) {
    for (const Hash& leaf : leaves) completed.push_back(range.Append(leaf));
  }

  absl::StatusOr<std::vector<Hash>> Roots(const std::vector<Subtree>& subtrees) const {
    std::vector<Hash> roots;
    for (const Subtree& subtree : subtrees) {
      roots.push_back(completed.at(((subtree.index + 1) << subtree.level) - 1).at(subtree.level));
    }
    return roots;
  }
  std::vector<Hash> Inclusion(int64_t index, int64_t size) const {
    return *InclusionProof(index, size, [this](const auto& subtrees) { return Roots(subtrees); });
  }
  std::vector<Hash> Consistency(int64_t old_size, int64_t size) const {
    return *ConsistencyProof(old_size, size, [this](const auto& subtrees) { return Roots(subtrees); });
  }

  CompactRange range;
  std::vector<std::vector<Hash>> completed;
};

TEST(MerkleTest, RootsOfThePublishedLeaves) {
  CompactRange range;
  EXPECT_EQ(Hex(range.Root()), kRoots[0]);
  const std::vector<Hash> leaves = PublishedLeaves();
  for (size_t size = 1; size <= leaves.size(); ++size) {
    range.Append(leaves[size - 1]);
    EXPECT_EQ(Hex(range.Root()), kRoots[size]);
    EXPECT_EQ(range.size(), static_cast<int64_t>(size));
  }
}

TEST(MerkleTest, ProofsOfThePublishedLeaves) {
  const Tree tree(PublishedLeaves());
  EXPECT_TRUE(tree.Inclusion(0, 1).empty());
  EXPECT_THAT(Hex(tree.Inclusion(0, 8)),
              ElementsAre("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
  EXPECT_THAT(Hex(tree.Inclusion(5, 8)),
              ElementsAre("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                          "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
  EXPECT_THAT(Hex(tree.Inclusion(2, 3)),
              ElementsAre("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
  EXPECT_THAT(Hex(tree.Inclusion(1, 5)),
              ElementsAre("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                          "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
  EXPECT_TRUE(tree.Consistency(1, 1).empty());
  EXPECT_THAT(Hex(tree.Consistency(1, 8)),
              ElementsAre("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
  EXPECT_THAT(Hex(tree.Consistency(6, 8)),
              ElementsAre("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                          "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
  EXPECT_THAT(Hex(tree.Consistency(2, 5)),
              ElementsAre("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                          "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
}

TEST(MerkleTest, EverySmallTreeIsThatOfTheReference) {
  constexpr int kLargest = 40;
  const Leaves leaves = ManyLeaves(kLargest);
  const Tree tree(leaves);
  CompactRange range;
  for (int size = 1; size <= kLargest; ++size) {
    const Leaves first = Part(leaves, 0, size);
    range.Append(leaves[size - 1]);
    const Hash root = Mth(first);
    ASSERT_EQ(range.Root(), root) << size;
    for (int index = 0; index < size; ++index) {
      const std::vector<Hash> proof = tree.Inclusion(index, size);
      ASSERT_EQ(proof, Path(index, first)) << index << " of " << size;
      ASSERT_TRUE(VerifyInclusion(index, size, leaves[index], proof, root)) << index << " of " << size;
    }
    for (int old_size = 1; old_size <= size; ++old_size) {
      const std::vector<Hash> proof = tree.Consistency(old_size, size);
      ASSERT_EQ(proof, SubProof(old_size, first, true)) << old_size << " of " << size;
      ASSERT_TRUE(VerifyConsistency(old_size, size, proof, Mth(Part(leaves, 0, old_size)), root))
          << old_size << " of " << size;
    }
    ASSERT_TRUE(VerifyConsistency(0, size, tree.Consistency(0, size), EmptyRoot(), root));
  }
}

TEST(MerkleTest, AProofOfSomethingElseDoesNotHold) {
  constexpr int kSize = 21;
  const Leaves leaves = ManyLeaves(kSize);
  const Tree tree(leaves);
  const Hash root = tree.range.Root();
  for (int index = 0; index < kSize; ++index) {
    const std::vector<Hash> proof = tree.Inclusion(index, kSize);
    for (int other = -1; other <= kSize; ++other) {
      EXPECT_EQ(VerifyInclusion(other, kSize, leaves[index], proof, root), other == index);
    }
    EXPECT_FALSE(VerifyInclusion(index, kSize, leaves[(index + 1) % kSize], proof, root));
    EXPECT_FALSE(VerifyInclusion(index, kSize, leaves[index], proof, EmptyRoot()));
    for (size_t i = 0; i < proof.size(); ++i) {
      std::vector<Hash> wrong = proof;
      wrong[i][7] ^= 1;
      EXPECT_FALSE(VerifyInclusion(index, kSize, leaves[index], wrong, root));
      wrong = Part(proof, 0, i);
      EXPECT_FALSE(VerifyInclusion(index, kSize, leaves[index], wrong, root));
    }
    std::vector<Hash> longer = proof;
    longer.push_back(root);
    EXPECT_FALSE(VerifyInclusion(index, kSize, leaves[index], longer, root));
  }
  for (int old_size = 1; old_size < kSize; ++old_size) {
    const Hash old_root = Mth(Part(leaves, 0, old_size));
    const std::vector<Hash> proof = tree.Consistency(old_size, kSize);
    for (int other = -1; other <= kSize + 1; ++other) {
      EXPECT_EQ(VerifyConsistency(other, kSize, proof, old_root, root), other == old_size)
          << other << " for " << old_size;
    }
    EXPECT_FALSE(VerifyConsistency(old_size, kSize, proof, root, root));
    EXPECT_FALSE(VerifyConsistency(old_size, kSize, proof, old_root, old_root));
    for (size_t i = 0; i < proof.size(); ++i) {
      std::vector<Hash> wrong = proof;
      wrong[i][0] ^= 0x80;
      EXPECT_FALSE(VerifyConsistency(old_size, kSize, wrong, old_root, root));
      EXPECT_FALSE(VerifyConsistency(old_size, kSize, Part(proof, 0, i), old_root, root));
    }
  }
  EXPECT_FALSE(VerifyConsistency(kSize, kSize, {root}, root, root));
  EXPECT_FALSE(VerifyConsistency(0, kSize, {}, root, root));
}

TEST(MerkleTest, ARangeIsReadAsItWasWritten) {
  CompactRange range;
  for (const Hash& leaf : ManyLeaves(100)) {
    ASSERT_OK_AND_ASSIGN(const CompactRange read, CompactRange::Decode(range.size(), range.Encode()));
    ASSERT_EQ(read, range);
    range.Append(leaf);
  }
  EXPECT_EQ(range.Encode().size(), 3 * 32u) << "100 leaves are 64 + 32 + 4";
  EXPECT_THAT(CompactRange::Decode(99, range.Encode()), HasReason("CORRUPT"));
  EXPECT_THAT(CompactRange::Decode(100, range.Encode() + "x"), HasReason("CORRUPT"));
  EXPECT_THAT(CompactRange::Decode(-1, ""), HasReason("CORRUPT"));
}

}  // namespace
}  // namespace karvan::ledger
