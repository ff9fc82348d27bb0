#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/ledger/transaction.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// The runs of all files of a release.
std::vector<stored::StoredFileRun> RunsOf(const stored::StoredRelease& release);

// Makes a release that may be published visible, in the commit of the transaction: its entry in the log, its
// publication, its runs among those that queries read; `release` is changed to say so, and is for the caller
// to write. INVALID_FIELD when `published_at` lies in the future.
absl::Status PublishIn(ledger::Transaction& transaction, absl::Time published_at,
                       stored::StoredRelease& release);

}  // namespace karvan::statistics
