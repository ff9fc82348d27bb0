#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/epoch_lease.h"

namespace karvan::statistics {

// Shows to others on the store that this process is there, and tells whether they are: each process holds an
// epoch of a domain that is named after it. One thread at a time.
class ProcessLease {
 public:
  // Longer than a process that is well is ever held up.
  static constexpr absl::Duration kTtl = absl::Minutes(1);

  // The arguments outlive it. `process` is the name of this process (ledger::Writer::holder).
  ProcessLease(kv::Store& store, const Clock& clock, const std::string& process);

  // Renews the lease, when a third of its time is over. UNAVAILABLE when another process took this one for
  // gone: then it is back after the ttl. Errors of the store.
  absl::Status Renew() { return mine_.Hold().status(); }

  // Whether a process is gone for good, or was silent for the ttl; this one never is. A process of another
  // machine is watched for the ttl first; where a store is open only once, those before are gone at once.
  absl::StatusOr<bool> IsGone(const std::string& process);

 private:
  kv::Store& store_;
  const std::string process_;
  ledger::EpochLease mine_;
};

}  // namespace karvan::statistics
