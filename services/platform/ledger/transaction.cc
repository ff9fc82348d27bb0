#include "services/platform/ledger/transaction.h"

#include "absl/strings/str_cat.h"
#include "services/platform/ledger/entry.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {

Transaction& Transaction::Put(absl::string_view key, absl::string_view value) {
  rows_.Put(key, value);
  return *this;
}

Transaction& Transaction::Delete(absl::string_view key) {
  rows_.Delete(key);
  return *this;
}

absl::Status Transaction::Append(absl::string_view kind, absl::string_view content) {
  KARVAN_RETURN_IF_ERROR(CheckEntry(kind, content));
  entries_.push_back({std::string(kind), std::string(content)});
  return absl::OkStatus();
}

absl::Status RedactEntry(absl::string_view domain, int64_t sequence, Transaction& transaction) {
  const std::string key = EntryKey(domain, sequence);
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> row, transaction.view().Get(key));
  if (!row.has_value()) {
    return InvalidField("sequence", absl::StrCat(sequence, " is not that of an entry of the log"));
  }
  KARVAN_ASSIGN_OR_RETURN(Entry entry, DecodeEntry(sequence, row->value));
  if (!entry.redacted) transaction.Put(key, EncodeEntry(Redacted(std::move(entry))));
  return absl::OkStatus();
}

}  // namespace karvan::ledger
