#include "services/platform/ledger/compact_range.h"

#include "absl/numeric/bits.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"

namespace karvan::ledger {

absl::StatusOr<CompactRange> CompactRange::Decode(int64_t size, absl::string_view bytes) {
  const size_t subtrees = absl::popcount(static_cast<uint64_t>(size));
  if (size < 0 || bytes.size() != subtrees * sizeof(Hash)) {
    return kv::CorruptError(absl::StrCat("the hashes of a tree of ", size, " leaves have ", bytes.size(),
                                         " bytes, but must have ", subtrees * sizeof(Hash)));
  }
  CompactRange range;
  range.size_ = size;
  for (; !bytes.empty(); bytes.remove_prefix(sizeof(Hash))) range.subtrees_.push_back(HashAt(bytes));
  return range;
}

std::string CompactRange::Encode() const {
  std::string bytes;
  for (const Hash& hash : subtrees_) absl::StrAppend(&bytes, BytesOf(hash));
  return bytes;
}

std::vector<Hash> CompactRange::Append(const Hash& leaf) {
  std::vector<Hash> completed = {leaf};
  // Each low bit of the size that is set is a subtree that the leaf makes part of one twice its size.
  for (int64_t size = size_; size & 1; size >>= 1) {
    completed.push_back(HashNode(subtrees_.back(), completed.back()));
    subtrees_.pop_back();
  }
  subtrees_.push_back(completed.back());
  ++size_;
  return completed;
}

Hash CompactRange::Root() const { return subtrees_.empty() ? EmptyRoot() : RootOf(subtrees_); }

Hash RootOf(const std::vector<Hash>& subtrees) {
  Hash root = subtrees.back();
  for (auto left = subtrees.rbegin() + 1; left != subtrees.rend(); ++left) root = HashNode(*left, root);
  return root;
}

}  // namespace karvan::ledger
