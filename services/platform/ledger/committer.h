#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/domain_committer.h"
#include "services/platform/ledger/transaction.h"
#include "services/platform/ledger/write_request.h"
#include "services/platform/sync/mutex.h"

namespace karvan::ledger {

// The one way to write to a store: each domain has a log, and every write of the domain goes through it,
// alone or in a group with others that come at the same time. One process at a time writes to a domain;
// another one takes over when it has been silent for its lease. Thread-safe.
class Committer {
 public:
  // Store and clock outlive it. Committers of the same writer may write to one store side by side.
  Committer(kv::Store& store, const Clock& clock, Writer writer = Writer())
      : store_(store), clock_(clock), writer_(std::move(writer)) {}

  // Decides and commits a write; it is durable on return, with all entries that it appended. Gives the answer
  // of `decide`, or, for 7 days, that of the first write with the same request id. Blocks, so no callback
  // thread may call it. A write may be decided several times, and in another caller's thread.
  //
  // Errors: those of `decide`, of which nothing is written; REQUEST_ID_REUSED; CONFLICT when too many races
  // with other committers were lost; UNKNOWN_OUTCOME when it could not be found out whether the write was
  // done; STORE_LIMIT when it is too large for one commit or leaves its domain; UNAVAILABLE
  // (STORE_UNAVAILABLE or FENCED) while another process writes to the domain; STORE_REGRESSED; those of the
  // store.
  absl::StatusOr<std::string> Write(absl::string_view domain, const WriteRequest& request, Decide decide);

  // Decides a write as Write would now, and writes nothing: its answer, or its error.
  absl::StatusOr<std::string> DryRun(absl::string_view domain, Decide decide);

  // Whom its writes are of.
  const Writer& writer() const { return writer_; }
  const Clock& clock() const { return clock_; }

 private:
  DomainCommitter& CommitterOf(absl::string_view domain);

  kv::Store& store_;
  const Clock& clock_;
  const Writer writer_;
  Mutex mutex_;
  std::map<std::string, std::unique_ptr<DomainCommitter>, std::less<>> domains_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::ledger
