#include "services/platform/ledger/nodes.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

// The sequence of the last entry of a subtree, whose row holds its root.
int64_t LastSequence(const Subtree& subtree) { return (subtree.index + 1) << subtree.level; }

}  // namespace

std::string EncodeNodes(const std::vector<Hash>& completed) {
  std::string row;
  for (const Hash& hash : completed) absl::StrAppend(&row, BytesOf(hash));
  return row;
}

absl::StatusOr<std::vector<Hash>> ReadSubtreeRoots(kv::View& view, absl::string_view domain,
                                                   const std::vector<Subtree>& subtrees) {
  std::vector<std::string> keys;
  for (const Subtree& subtree : subtrees) keys.push_back(NodesKey(domain, LastSequence(subtree)));
  KARVAN_ASSIGN_OR_RETURN(const std::vector<std::optional<kv::Entry>> rows, view.MultiGet(keys));
  std::vector<Hash> roots;
  for (size_t i = 0; i < subtrees.size(); ++i) {
    const size_t offset = subtrees[i].level * sizeof(Hash);
    if (!rows[i].has_value() || rows[i]->value.size() < offset + sizeof(Hash)) {
      return kv::CorruptError(absl::StrCat("the hashes of entry ", LastSequence(subtrees[i]),
                                           " of the log of ", domain, " are not there"));
    }
    roots.push_back(HashAt(absl::string_view(rows[i]->value).substr(offset)));
  }
  return roots;
}

}  // namespace karvan::ledger
