#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/committer.h"

namespace karvan::statistics {

// The number of a new run, which is never given again: whatever becomes of the run, its prefix is its own.
absl::StatusOr<int64_t> AllocateRun(ledger::Committer& committer, absl::string_view dataset);

}  // namespace karvan::statistics
