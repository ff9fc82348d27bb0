#include "services/platform/ledger/reader.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/deadline.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/nodes.h"
#include "services/platform/ledger/proof.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {

absl::StatusOr<std::vector<Entry>> Reader::Read(int64_t sequence, int limit) {
  if (sequence < 1) return InvalidField("sequence", absl::StrCat(sequence, " must be 1 or more"));
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const Head head, ReadHead(*view, domain_));
  std::vector<Entry> entries;
  if (sequence > head.sequence()) return entries;

  const int64_t count = std::min<int64_t>(limit, head.sequence() - sequence + 1);
  KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch batch,
                          view->Scan(EntriesFrom(domain_, sequence), {.limit = static_cast<size_t>(count)}));
  std::vector<Subtree> leaves;
  for (const kv::Row& row : batch.rows) {
    const int64_t expected = sequence + static_cast<int64_t>(entries.size());
    if (row.key != EntryKey(domain_, expected)) break;
    KARVAN_ASSIGN_OR_RETURN(entries.emplace_back(), DecodeEntry(expected, row.value));
    leaves.push_back({0, expected - 1});
  }
  if (entries.empty() || entries.size() < batch.rows.size()) {
    return kv::CorruptError(
        absl::StrCat("entry ", sequence + entries.size(), " of the log of ", domain_, " is not there"));
  }
  KARVAN_ASSIGN_OR_RETURN(const std::vector<Hash> hashes, ReadSubtreeRoots(*view, domain_, leaves));
  for (size_t i = 0; i < entries.size(); ++i) {
    if (hashes[i] == LeafHashOf(entries[i])) continue;
    return kv::CorruptError(absl::StrCat("entry ", entries[i].sequence, " of the log of ", domain_,
                                         " does not have the hash of its leaf"));
  }
  return entries;
}

absl::StatusOr<bool> Reader::WaitForEntry(int64_t sequence, absl::Duration timeout) {
  const kv::Deadline deadline(timeout);
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
    KARVAN_ASSIGN_OR_RETURN(const Head head, ReadHead(*view, domain_));
    view.reset();
    if (sequence <= head.sequence()) return true;
    if (deadline.Left() <= absl::ZeroDuration()) return false;
    KARVAN_RETURN_IF_ERROR(store_.WaitForChange(HeadKey(domain_), head.version, deadline.Left()));
  }
}

absl::StatusOr<std::vector<Hash>> Reader::ProveInclusion(int64_t sequence, int64_t size) {
  if (sequence < 1 || sequence > size) {
    return InvalidField("sequence", absl::StrCat(sequence, " must be 1 to the size of the log, ", size));
  }
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_RETURN_IF_ERROR(CheckSize(*view, size));
  return InclusionProof(sequence - 1, size, [&](const std::vector<Subtree>& subtrees) {
    return ReadSubtreeRoots(*view, domain_, subtrees);
  });
}

absl::StatusOr<std::vector<Hash>> Reader::ProveConsistency(int64_t old_size, int64_t size) {
  if (old_size < 0 || old_size > size) {
    return InvalidField("old_size", absl::StrCat(old_size, " must be 0 to the size of the log, ", size));
  }
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_RETURN_IF_ERROR(CheckSize(*view, size));
  return ConsistencyProof(old_size, size, [&](const std::vector<Subtree>& subtrees) {
    return ReadSubtreeRoots(*view, domain_, subtrees);
  });
}

absl::Status Reader::CheckSize(kv::View& view, int64_t size) {
  KARVAN_ASSIGN_OR_RETURN(const Head head, ReadHead(view, domain_));
  if (size <= head.sequence()) return absl::OkStatus();
  return InvalidField("size",
                      absl::StrCat(size, " must be at most ", head.sequence(), ", the entries of the log"));
}

}  // namespace karvan::ledger
