#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"

namespace karvan::ledger {

// A name for this process that no other has, also of those before it: all its committers write as one.
const std::string& ThisProcess();

// Who writes to a store, when several processes may.
struct Writer {
  std::string holder = ThisProcess();
  // For how long others leave a domain to this writer after its last write, at least: longer than a process
  // that is well ever pauses, and short enough to wait for when it has ended.
  absl::Duration lease_ttl = absl::Seconds(3);
  // How long a write waits, in real time, for the lease of another writer to end: longer than that, so that a
  // writer that comes after one that has ended waits, instead of failing.
  absl::Duration patience = absl::Seconds(4);
};

// The right of a writer to a domain, acquired when it is first asked for, and renewed when a third of its
// time is over. One thread at a time.
class EpochLease {
 public:
  // Store and clock outlive it. `domain` is a text.
  EpochLease(kv::Store& store, const Clock& clock, absl::string_view domain, const Writer& writer);

  // The epoch to present in a commit. UNAVAILABLE, in words, while another process writes to the domain: it
  // is waited for, but not again within a lease when it turned out to be well. Other errors of AcquireEpoch.
  absl::StatusOr<kv::Epoch> Hold();

  // The epoch was refused: it is acquired anew when it is asked for again.
  void Lose() { epoch_.reset(); }

 private:
  kv::Store& store_;
  const Clock& clock_;
  const std::string domain_;  // encoded
  const Writer writer_;
  std::optional<kv::Epoch> epoch_;
  absl::Time acquired_;                        // the epoch
  absl::Time refused_ = absl::InfinitePast();  // after waiting
};

}  // namespace karvan::ledger
