#include "services/platform/ledger/commit_outcome.h"

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

constexpr int kMaxAttempts = 8;
constexpr absl::Duration kFirstPause =
    absl::Milliseconds(1);  // doubled each time: a quarter of a second in all

absl::StatusOr<bool> IsDone(kv::Store& store, absl::string_view commit_key) {
  KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store.OpenView());
  KARVAN_ASSIGN_OR_RETURN(const std::optional<kv::Entry> row, view->Get(commit_key));
  return row.has_value();
}

}  // namespace

absl::Status CommitOnce(kv::Store& store, const kv::Batch& batch, absl::string_view commit_key) {
  absl::Status status = store.Commit(batch);
  if (!kv::IsUnknownOutcome(status)) return status;
  const absl::Status unknown = status;
  absl::Duration pause = kFirstPause;
  for (int attempt = 1; attempt < kMaxAttempts; ++attempt, pause *= 2) {
    const absl::StatusOr<bool> done = IsDone(store, commit_key);
    if (done.ok() && *done) return absl::OkStatus();
    // A row that the batch depends on has changed before it, and never gets its old version again.
    if (done.ok() && (kv::IsConflict(status) || kv::IsFenced(status))) return status;
    absl::SleepFor(pause);
    status = store.Commit(batch);
    if (status.ok()) return status;
  }
  return unknown;
}

}  // namespace karvan::ledger
