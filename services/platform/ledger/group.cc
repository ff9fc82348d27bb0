#include "services/platform/ledger/group.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/rules.h"
#include "services/platform/ledger/entry.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/ledger/nodes.h"
#include "services/platform/ledger/request_log.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

// What Seal adds: the rows of head and commit, and the preconditions.
constexpr size_t kSealRows = 4;
constexpr size_t kSealBytes = 16 << 10;

kv::Capabilities WithoutSeal(kv::Capabilities limits) {
  limits.max_commit_rows -= kSealRows;
  limits.max_commit_bytes -= kSealBytes;
  return limits;
}

absl::Time InWholeMicroseconds(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

size_t BytesOf(const kv::Batch& rows) {
  size_t bytes = 0;
  for (const kv::Batch::Mutation& row : rows.mutations()) bytes += row.key.size() + row.value.size();
  return bytes;
}

}  // namespace

Group::Group(kv::View& view, absl::string_view domain, Head head, absl::Time now,
             const kv::Capabilities& limits)
    : overlay_(view), domain_(domain), head_(std::move(head)), limits_(WithoutSeal(limits)) {
  head_.time = std::max(head_.time, InWholeMicroseconds(now));
}

std::optional<absl::StatusOr<std::string>> Group::Add(const WriteRequest& request, Decide decide) {
  if (!request.id.empty()) {
    absl::StatusOr<std::optional<std::string>> first = FindAnswer(overlay_, domain_, request, now());
    if (!first.ok()) return first.status();
    if (first->has_value()) return **std::move(first);
  }
  Transaction transaction(overlay_, now(), head_.sequence() + 1);
  absl::StatusOr<std::string> answer = decide(transaction);
  if (!answer.ok()) return answer;

  CompactRange tree = head_.tree;
  absl::StatusOr<kv::Batch> rows = RowsOf(request, *answer, transaction, tree);
  if (!rows.ok()) return rows.status();
  if (!HasRoomFor(*rows)) return std::nullopt;
  rows_ += rows->mutations().size();
  bytes_ += BytesOf(*rows);
  overlay_.Apply(*rows);
  head_.tree = std::move(tree);
  return answer;
}

absl::StatusOr<kv::Batch> Group::RowsOf(const WriteRequest& request, const std::string& answer,
                                        const Transaction& transaction, CompactRange& tree) const {
  kv::Batch rows = transaction.rows();
  for (const Transaction::NewEntry& added : transaction.entries()) {
    Entry entry;
    entry.sequence = tree.size() + 1;
    entry.time = now();
    entry.kind = added.kind;
    entry.content = added.content;
    KARVAN_ASSIGN_OR_RETURN(entry.nonce, NewNonce());
    entry.commitment = CommitmentTo(entry.nonce, entry.content);
    rows.Put(EntryKey(domain_, entry.sequence), EncodeEntry(entry));
    rows.Put(NodesKey(domain_, entry.sequence), EncodeNodes(tree.Append(LeafHashOf(entry))));
  }
  if (!request.id.empty()) {
    rows.Put(RequestKey(domain_, DayOf(now()), RequestName(request)), EncodeAnswer(request, answer, now()));
  }
  KARVAN_RETURN_IF_ERROR(kv::CheckBatch(rows, limits_));
  KARVAN_RETURN_IF_ERROR(CheckDomain(rows));
  return rows;
}

absl::Status Group::CheckDomain(const kv::Batch& rows) const {
  // CheckBatch has seen to it that all rows are of one domain.
  const std::string domain = kv::KeyBuilder().Text(domain_).Take();
  if (rows.mutations().empty() || absl::StartsWith(rows.mutations()[0].key, domain)) return absl::OkStatus();
  return kv::LimitError(absl::StrCat("A write of the domain \"", domain_, "\" has rows of another domain."));
}

bool Group::HasRoomFor(const kv::Batch& rows) const {
  return rows_ + rows.mutations().size() <= limits_.max_commit_rows &&
         bytes_ + BytesOf(rows) <= limits_.max_commit_bytes;
}

kv::Batch Group::Seal(const kv::Epoch& epoch, absl::string_view commit_key) {
  kv::Batch batch;
  const std::string head_key = HeadKey(domain_);
  head_.version.has_value() ? batch.RequireVersion(head_key, *head_.version) : batch.RequireAbsent(head_key);
  batch.RequireValue(epoch.key, epoch.value);
  for (const auto& [key, value] : overlay_.changes()) {
    value.has_value() ? batch.Put(key, *value) : batch.Delete(key);
  }
  head_.epoch = static_cast<int64_t>(epoch.number);
  batch.Put(head_key, EncodeHead(head_)).Put(commit_key, "");
  return batch;
}

}  // namespace karvan::ledger
