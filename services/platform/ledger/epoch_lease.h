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

// The right of a process to write to a domain, acquired when it is first asked for, and renewed when a third
// of its time is over. One thread at a time.
class EpochLease {
 public:
  // Store and clock outlive it. `domain` is a text; `holder` and `ttl` are those of kv::Store::AcquireEpoch.
  EpochLease(kv::Store& store, const Clock& clock, absl::string_view domain, absl::string_view holder,
             absl::Duration ttl);

  // The epoch to present in a commit. UNAVAILABLE, in words, while another process writes to the domain;
  // other errors of AcquireEpoch.
  absl::StatusOr<kv::Epoch> Hold();

  // The epoch was refused: it is acquired anew when it is asked for again.
  void Lose() { epoch_.reset(); }

 private:
  kv::Store& store_;
  const Clock& clock_;
  const std::string domain_;  // encoded
  const std::string holder_;
  const absl::Duration ttl_;
  std::optional<kv::Epoch> epoch_;
  absl::Time acquired_;
};

}  // namespace karvan::ledger
