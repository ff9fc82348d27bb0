#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/committer.h"

// A run is allocated before it is written, and named by a commit when it is whole. Until then a row says
// which process writes it, so that OrphanCleaner drops the run of a process that is gone, and of no other.
namespace karvan::statistics {

// The number of a new run, which is never given again: whatever becomes of the run, its prefix is its own.
absl::StatusOr<int64_t> AllocateRun(ledger::Committer& committer, absl::string_view dataset);

// To be part of the commit that names a run. CONFLICT when the run was taken for that of a process that is
// gone, and dropped: nothing may name it then.
absl::Status ConfirmRun(ledger::Transaction& transaction, absl::string_view dataset, int64_t run);

// Runs that will not be named, and were dropped. An allocation that stays only costs a row.
absl::Status GiveUpRuns(ledger::Committer& committer, absl::string_view dataset,
                        const std::vector<int64_t>& runs);

}  // namespace karvan::statistics
