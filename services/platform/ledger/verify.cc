#include "services/platform/ledger/verify.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/compact_range.h"
#include "services/platform/ledger/entry.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/nodes.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

// The walk over the entries of one log.
class Walk {
 public:
  explicit Walk(absl::string_view domain) : domain_(domain) {}

  // Reads on up to `last`, as far as one batch goes.
  absl::Status ReadBatch(kv::View& view, int64_t last) {
    const int64_t first = tree_.size() + 1;
    KARVAN_ASSIGN_OR_RETURN(
        const kv::ScanBatch batch,
        view.Scan({EntryKey(domain_, first), EntryKey(domain_, last + 1)}, kv::ScanOptions()));
    std::vector<std::string> nodes_keys;
    for (size_t i = 0; i < batch.rows.size(); ++i) {
      nodes_keys.push_back(NodesKey(domain_, first + static_cast<int64_t>(i)));
    }
    KARVAN_ASSIGN_OR_RETURN(const std::vector<std::optional<kv::Entry>> nodes, view.MultiGet(nodes_keys));
    for (size_t i = 0; i < batch.rows.size(); ++i) KARVAN_RETURN_IF_ERROR(Check(batch.rows[i], nodes[i]));
    if (!batch.resume_key.has_value() && tree_.size() < last) return Missing();
    return absl::OkStatus();
  }

  const CompactRange& tree() const { return tree_; }
  absl::Time time() const { return time_; }
  int64_t redacted() const { return redacted_; }

 private:
  absl::Status Check(const kv::Row& row, const std::optional<kv::Entry>& nodes) {
    const int64_t sequence = tree_.size() + 1;
    if (row.key != EntryKey(domain_, sequence)) return Missing();
    KARVAN_ASSIGN_OR_RETURN(const Entry entry, DecodeEntry(sequence, row.value));
    if (entry.time < time_) return Differs("its time is before that of the entry before");
    if (!nodes.has_value()) return Differs("its hashes are not there");
    CompactRange longer = tree_;
    if (nodes->value != EncodeNodes(longer.Append(LeafHashOf(entry)))) {
      return Differs("its stored hashes are not those of its content and of the entries before");
    }
    tree_ = std::move(longer);
    time_ = entry.time;
    redacted_ += entry.redacted ? 1 : 0;
    return absl::OkStatus();
  }

  absl::Status Missing() const { return Differs("it is not there"); }
  absl::Status Differs(absl::string_view how) const {
    return kv::CorruptError(absl::StrCat("entry ", tree_.size() + 1, " of the log of ", domain_, ": ", how));
  }

  const std::string domain_;
  CompactRange tree_;  // of the entries that were found right
  absl::Time time_ = absl::InfinitePast();
  int64_t redacted_ = 0;
};

absl::Status HeadDiffers(absl::string_view domain, absl::string_view how) {
  return kv::CorruptError(absl::StrCat("the head of the log of ", domain, ": ", how));
}

// The head, when no entry is behind it.
absl::StatusOr<Head> LastHead(kv::Store& store, absl::string_view domain) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store.OpenView());
  KARVAN_ASSIGN_OR_RETURN(Head head, ReadHead(*view, domain));
  KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch beyond,
                          view->Scan(EntriesFrom(domain, head.sequence() + 1), {.limit = 1}));
  if (beyond.rows.empty()) return head;
  return HeadDiffers(domain, absl::StrCat("it counts ", head.sequence(), " entries, but there are more"));
}

}  // namespace

absl::StatusOr<LogSummary> VerifyLog(kv::Store& store, absl::string_view domain,
                                     const std::function<absl::Status()>& check_alive) {
  KARVAN_ASSIGN_OR_RETURN(const Head head, LastHead(store, domain));
  Walk walk(domain);
  while (walk.tree().size() < head.sequence()) {
    KARVAN_RETURN_IF_ERROR(check_alive());
    KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store.OpenView());
    KARVAN_RETURN_IF_ERROR(walk.ReadBatch(*view, head.sequence()));
  }
  if (walk.tree() != head.tree) return HeadDiffers(domain, "its hashes are not those of the entries");
  if (walk.time() > head.time) return HeadDiffers(domain, "its time is before that of the last entry");
  return LogSummary{head.sequence(), walk.redacted()};
}

}  // namespace karvan::ledger
