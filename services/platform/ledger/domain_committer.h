#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/epoch_lease.h"
#include "services/platform/ledger/group.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/transaction.h"
#include "services/platform/ledger/write_request.h"
#include "services/platform/sync/mutex.h"

namespace karvan::ledger {

// The writes of one domain, of all threads of a process. Callers stand in a line; the one at its front takes
// all who wait, decides their writes one after another, commits them together, with one sync, and tells them.
class DomainCommitter {
 public:
  // Store and clock outlive it.
  DomainCommitter(kv::Store& store, const Clock& clock, absl::string_view domain, const Writer& writer)
      : store_(store), clock_(clock), domain_(domain), lease_(store, clock, domain, writer) {}

  // As Committer::Write.
  absl::StatusOr<std::string> Write(const WriteRequest& request, Decide decide);

  // How many callers stand in the line, the one that commits included.
  size_t line_length();

 private:
  // A caller in the line. Whoever is at the front alone touches `outcome` and `stands` until `done`.
  struct Caller {
    const WriteRequest& request;
    const Decide decide;
    std::optional<absl::StatusOr<std::string>> outcome;
    bool stands = false;  // the outcome is no matter of whether the group is committed
    bool done = false;
    CondVar woken;
  };

  // Gives the first of the callers their outcomes, at least one of them: how many.
  size_t CommitGroup(const std::vector<Caller*>& callers);
  // One try: decides as many as there is room for, and commits them.
  absl::Status TryCommit(const std::vector<Caller*>& callers, size_t& decided);
  // Decides as many as there is room for: how many. VIEW_EXPIRED when it took too long.
  static absl::StatusOr<size_t> DecideAll(const std::vector<Caller*>& callers, Group& group);

  // STORE_REGRESSED when the head is from before one that was seen here, so that the store has lost commits.
  absl::Status CheckNotRegressed(const Head& head) const;

  void DropOldRequestsOnceADay();

  kv::Store& store_;
  const Clock& clock_;
  const std::string domain_;
  // Of whoever is at the front of the line.
  EpochLease lease_;
  Head seen_;  // the newest head that was read or written

  Mutex mutex_;
  std::deque<Caller*> line_ ABSL_GUARDED_BY(mutex_);
  std::optional<int64_t> day_of_drop_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::ledger
