#pragma once

#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/sync/mutex.h"

namespace karvan::ledger {

// Signs checkpoints of the logs of a store, when they are asked for, and each for a second at most, so that
// neither writes nor readers wait for signatures. Thread-safe.
//
// The key of a log is a row of its domain, made when its first checkpoint is asked for. It is not a file,
// because the log's identity must outlive machines: it is in each backup, and goes where the store goes. It
// shows that a checkpoint came from whoever keeps the log. That the log was not rewritten is shown by the
// checkpoints that others have kept, whoever may read the key.
class Checkpointer {
 public:
  // `origin` is what all logs of the store have in common, such as "trade.gov.example/statistics": a log is
  // named "origin/domain". It has no spaces and no '+'. All outlive this.
  Checkpointer(kv::Store& store, Committer& committer, const Clock& clock, absl::string_view origin)
      : store_(store), committer_(committer), clock_(clock), origin_(origin) {}

  // The signed checkpoint of a domain's log, at most a second old. Errors of the store and its writes.
  absl::StatusOr<std::string> Get(absl::string_view domain);

  // What others check the log's checkpoints with.
  absl::StatusOr<std::string> GetVerifierKey(absl::string_view domain);

 private:
  struct Signed {
    absl::Time time;
    std::string note;
  };

  std::string NameOf(absl::string_view domain) const;
  // The seed of the log's key.
  absl::StatusOr<std::string> SeedOf(absl::string_view domain);
  absl::StatusOr<std::string> Sign(absl::string_view domain);

  kv::Store& store_;
  Committer& committer_;
  const Clock& clock_;
  const std::string origin_;
  Mutex mutex_;
  std::map<std::string, Signed, std::less<>> signed_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::ledger
