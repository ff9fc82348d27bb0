#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/range.h"

// The keys of a log. They lie in the domain that it is the log of, below a component of their own:
//
//   domain "ledger" "head"              head.h
//   domain "ledger" "entry" sequence    entry.h
//   domain "ledger" "nodes" sequence    the hashes of the complete subtrees that end with this entry, 32
//   bytes
//                                       each, by their size: the entry's leaf first
//   domain "ledger" "request" day name  a request's first answer, or a commit that was done: request_log.h
//   domain "ledger" "key"               the seed of the key that signs checkpoints: checkpointer.h
namespace karvan::ledger {

std::string HeadKey(absl::string_view domain);

std::string EntryKey(absl::string_view domain, int64_t sequence);
// The entries from `sequence` on.
kv::Range EntriesFrom(absl::string_view domain, int64_t sequence);

std::string NodesKey(absl::string_view domain, int64_t sequence);

// Days are counted from 1970.
std::string RequestKey(absl::string_view domain, int64_t day, absl::string_view name);
std::string RequestDayPrefix(absl::string_view domain, int64_t day);
// The requests of all days before `day`.
kv::Range RequestsBefore(absl::string_view domain, int64_t day);
int64_t DayOf(absl::Time time);
// The day in the key of a request. CORRUPT when it is none.
absl::StatusOr<int64_t> DayOfRequestKey(absl::string_view key);

std::string SigningKeyKey(absl::string_view domain);

}  // namespace karvan::ledger
