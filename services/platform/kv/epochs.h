#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"

// The epochs of domains, on the contract itself: the same for every engine.
//
// The row of an epoch lies under the key of its domain, one byte 0x01 and "epoch", which no key of components
// can be. Its value is the components number and holder. A renewal writes the same value again: the row gets
// a new version, which shows that the holder is alive, and its commits go on presenting the same value.
namespace karvan::kv {

std::string EpochKey(absl::string_view domain);
bool IsEpochKey(absl::string_view key);

class Epochs {
 public:
  // `exclusive`: the store is open only here, so that holders seen at its opening are gone.
  Epochs(Store& store, const Clock& clock, bool exclusive)
      : store_(store), clock_(clock), exclusive_(exclusive) {}

  // See Store::AcquireEpoch.
  absl::StatusOr<Epoch> Acquire(absl::string_view domain, absl::string_view holder, absl::Duration ttl);

 private:
  // What this store saw of a domain's epoch last.
  struct Sight {
    RowVersion version = 0;
    uint64_t number = 0;
    absl::Time since;  // that it has had this version
  };

  absl::StatusOr<Epoch> TryAcquire(absl::string_view domain, absl::string_view holder, absl::Duration ttl);
  // Notes the epoch as it is now, and says for how long it has not changed.
  absl::StatusOr<absl::Duration> Observe(const std::string& key, RowVersion version, uint64_t number);

  Store& store_;
  const Clock& clock_;
  const bool exclusive_;
  Mutex mutex_;
  std::map<std::string, Sight> sights_ ABSL_GUARDED_BY(mutex_);  // by key
};

}  // namespace karvan::kv
