#pragma once

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "services/platform/sync/mutex.h"

namespace karvan {

// Where a service takes the time of day from, so that tests and demonstrations can set it. All
// implementations are safe from any thread.
class Clock {
 public:
  virtual ~Clock() = default;

  virtual absl::Time Now() const = 0;
};

// The machine's clock.
class SystemClock final : public Clock {
 public:
  // The one instance; it is never destroyed.
  static SystemClock& Instance();

  absl::Time Now() const override;
};

// A clock that stands still until it is moved: `karvan serve --clock` and tests. It may be set backwards.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(absl::Time start) : now_(start) {}

  absl::Time Now() const override;
  void Set(absl::Time now);
  void Advance(absl::Duration by);

 private:
  mutable Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan
