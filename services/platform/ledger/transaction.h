#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/store.h"

namespace karvan::ledger {

// What one write of a domain is decided on, and what it is to do. It needs no preconditions: what the view
// shows still holds when the write is committed.
class Transaction {
 public:
  // The view outlives it.
  Transaction(kv::View& view, absl::Time now, int64_t next_sequence)
      : view_(view), now_(now), next_sequence_(next_sequence) {}

  // The domain as this write finds it; other domains must not be read here. Row versions mean nothing.
  kv::View& view() const { return view_; }
  // The recorded time of the write, in whole microseconds: the clock's, but not before the last write's.
  absl::Time now() const { return now_; }
  // Of the entry that is appended next.
  int64_t next_sequence() const { return next_sequence_ + static_cast<int64_t>(entries_.size()); }

  // Writes or removes a row of the domain. The view does not show it.
  Transaction& Put(absl::string_view key, absl::string_view value);
  Transaction& Delete(absl::string_view key);

  // Appends an entry to the domain's log. INVALID_ARGUMENT (INVALID_FIELD) as CheckEntry gives.
  absl::Status Append(absl::string_view kind, absl::string_view content);

  struct NewEntry {
    std::string kind;
    std::string content;
  };
  const kv::Batch& rows() const { return rows_; }
  const std::vector<NewEntry>& entries() const { return entries_; }

 private:
  kv::View& view_;
  const absl::Time now_;
  const int64_t next_sequence_;
  kv::Batch rows_;
  std::vector<NewEntry> entries_;
};

// Decides a write, and gives its answer. It may be called again, on another state, so it changes nothing but
// the transaction. An error ends the write, and nothing of it is done.
using Decide = absl::FunctionRef<absl::StatusOr<std::string>(Transaction& transaction)>;

// Destroys nonce and content of an entry; its place in the tree stays proven. Redacting it again does
// nothing. INVALID_ARGUMENT (INVALID_FIELD) when the domain's log has no such entry; CORRUPT. The store may
// keep the old bytes until it compacts its files, and so do backups.
absl::Status RedactEntry(absl::string_view domain, int64_t sequence, Transaction& transaction);

}  // namespace karvan::ledger
