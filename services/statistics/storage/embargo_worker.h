#pragma once

#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/domain/embargo_clock.h"
#include "services/statistics/storage/dataset_repository.h"
#include "services/statistics/storage/release_repository.h"

namespace karvan::statistics {

// Publishes embargoed releases when their time has come, on a thread of its own: each in one commit, so that
// a crash leaves it embargoed or published; what fell due while no service ran is published at the start. The
// time is that of an EmbargoClock. Thread-safe.
class EmbargoWorker {
 public:
  struct Options {
    // Of looking for embargoes that other processes set, and at the clock.
    absl::Duration interval = absl::Seconds(15);
    // Steady time since any moment; by default the machine's. For tests.
    std::function<absl::Duration()> steady = nullptr;
  };

  // The arguments outlive it.
  EmbargoWorker(DatasetRepository& datasets, ReleaseRepository& releases, const Clock& clock,
                Options options);
  ~EmbargoWorker();

  // An embargo was set or moved.
  void Notify();
  // Waits until all is published that is due now.
  void WaitUntilIdle();

 private:
  void Run();
  // How long until the next look.
  absl::Duration PublishAllDue();
  // The time of the earliest embargo that is not due; the infinite future when there is none.
  absl::StatusOr<absl::Time> PublishDueOf(const std::string& dataset, std::optional<absl::Time> now);

  DatasetRepository& datasets_;
  ReleaseRepository& releases_;
  const Clock& clock_;
  const Options options_;
  EmbargoClock embargo_clock_;  // of the thread alone
  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool notified_ ABSL_GUARDED_BY(mutex_) = true;  // by the start
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace karvan::statistics
