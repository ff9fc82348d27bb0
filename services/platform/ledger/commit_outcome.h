#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/store.h"

namespace karvan::ledger {

// Commits a batch that puts a row under `commit_key`, which no other batch does, and has the version of a row
// that it replaces as a precondition. When the store does not know the outcome, that row tells, and until it
// does the same batch is committed again: it can be done once only. The batch may present an epoch, too.
// After UNKNOWN_OUTCOME the store could not tell for as long as is reasonable to wait, and after any other
// error nothing was done or ever will be.
absl::Status CommitOnce(kv::Store& store, const kv::Batch& batch, absl::string_view commit_key);

}  // namespace karvan::ledger
