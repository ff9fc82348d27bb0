#pragma once

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"

namespace karvan::ledger {

// What a log was found to be.
struct LogSummary {
  int64_t entries = 0;
  int64_t redacted = 0;  // of them
};

// Walks the log of a domain and computes every hash anew: entries without gaps, times that do not go back,
// the hashes stored with each entry, and the head. What is appended meanwhile is left out. DATA_LOSS
// (CORRUPT) names the first sequence and what differs. `check_alive` is asked between batches, and what is
// not OK ends the walk.
absl::StatusOr<LogSummary> VerifyLog(kv::Store& store, absl::string_view domain,
                                     const std::function<absl::Status()>& check_alive);

}  // namespace karvan::ledger
