#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/storage/dataset_repository.h"
#include "services/statistics/storage/orphan_cleaner.h"
#include "services/statistics/storage/upload_repository.h"

namespace karvan::statistics {

// Removes what nobody needs any more, on a thread of its own: when it is made, and every few minutes. It also
// renews the lease of this process. Thread-safe.
class Housekeeper {
 public:
  static constexpr absl::Duration kInterval = absl::Minutes(3);

  // What it keeps in order; all of it outlives it.
  struct House {
    DatasetRepository& datasets;
    ProcessLease& lease;
    OrphanCleaner& orphans;
    UploadRepository& uploads;
  };

  explicit Housekeeper(const House& house, absl::Duration interval = kInterval);
  ~Housekeeper();

  // Waits until all datasets have been gone through once.
  void WaitForFirstRound();

 private:
  void Run();
  // Goes through all datasets, unless it is stopped.
  void CleanAll();
  absl::Status CleanOne(const std::string& dataset);
  bool Stopping();
  void RenewLease();

  const House house_;
  const absl::Duration interval_;
  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool went_round_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace karvan::statistics
