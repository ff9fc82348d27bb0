#include "services/platform/clock/clock.h"

#include "absl/time/clock.h"

namespace karvan {

SystemClock& SystemClock::Instance() {
  static SystemClock& instance = *new SystemClock;
  return instance;
}

absl::Time SystemClock::Now() const { return absl::Now(); }

absl::Time ManualClock::Now() const {
  MutexLock lock(&mutex_);
  return now_;
}

void ManualClock::Set(absl::Time now) {
  MutexLock lock(&mutex_);
  now_ = now;
}

void ManualClock::Advance(absl::Duration by) {
  MutexLock lock(&mutex_);
  now_ += by;
}

}  // namespace karvan
