#pragma once

#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/storage/stored.pb.h"
#include "services/statistics/storage/write_request.h"

namespace karvan::statistics {

// Every write to a domain: it reads, decides and commits on the domain's head, so that writes serialise; a
// lost race is tried again. The answer is committed with the write, and so a repeat of a request, or a commit
// whose outcome stayed unknown, finds it. Thread-safe.
class DomainWriter {
 public:
  DomainWriter(kv::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  struct Transaction {
    kv::View& view;            // what the decision is based on
    stored::StoredHead& head;  // to be changed in place
    kv::Batch& batch;          // to be added to; rows of the domain only
    absl::Time now;
  };

  // Decides; called again after a lost race, so it changes nothing but the transaction. It returns the
  // answer: a serialised message. An error ends the write, and nothing is written.
  using Decide = absl::FunctionRef<absl::StatusOr<std::string>(Transaction& transaction)>;

  // The answer, now durable, or that of the first call with this request id. REQUEST_ID_REUSED; CONFLICT when
  // too many races were lost; UNKNOWN_OUTCOME when it could not be found out whether the write was done;
  // errors of `decide` and of the store.
  absl::StatusOr<std::string> Write(absl::string_view domain, const WriteRequest& request, Decide decide);

 private:
  // `unknown` is the status of an earlier attempt that may have been done. OK from when its answer was looked
  // for and is not there.
  absl::StatusOr<std::string> TryWrite(absl::string_view domain, const std::string& request_hash,
                                       uint64_t payload_hash, Decide decide, absl::Status& unknown);
  absl::StatusOr<std::optional<std::string>> FirstAnswer(kv::View& view, absl::string_view domain,
                                                         const std::string& request_hash,
                                                         uint64_t payload_hash, absl::Time now);

  kv::Store& store_;
  const Clock& clock_;
  Mutex mutex_;  // held through a write: racing for the head is slower than waiting in line
};

}  // namespace karvan::statistics
