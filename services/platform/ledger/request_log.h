#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/write_request.h"

// The first answers to requests, under the day on which they were given, so that a day is dropped as a whole.
// A row is 0x01, time (microseconds since 1970), payload hash (8 bytes each, big-endian), answer. DO NOT
// CHANGE: it is on disk. Commits leave a row without a value there, by which one whose outcome is unknown is
// found.
namespace karvan::ledger {

// The name of a request in its key: a hash of caller, method and id, which is not empty.
std::string RequestName(const WriteRequest& request);

// A name for a commit, which no other has.
std::string NewCommitName();

// The answer that was given to the request within its lifetime; nothing when it is new. INVALID_ARGUMENT
// (REQUEST_ID_REUSED) when its id came with another payload; CORRUPT.
absl::StatusOr<std::optional<std::string>> FindAnswer(kv::View& view, absl::string_view domain,
                                                      const WriteRequest& request, absl::Time now);

// The row of an answer given at `now`.
std::string EncodeAnswer(const WriteRequest& request, absl::string_view answer, absl::Time now);

// Drops the days that are past the lifetime of all their requests. Can be repeated after any error.
absl::Status DropOldRequests(kv::Store& store, absl::string_view domain, absl::Time now);

}  // namespace karvan::ledger
