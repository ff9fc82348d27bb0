#pragma once

#include <deque>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/storage/run_folder.h"

namespace karvan::statistics {

// Folds in the background, on a thread of its own, what was published some moments ago: while releases follow
// each other quickly, it waits for the last of them, so that what they bring is folded at once. And it drops
// the runs that were folded away after a while: a query that began before may still read them. Thread-safe.
class FoldWorker {
 public:
  // No reading of one batch of answers takes so long.
  static constexpr absl::Duration kReadersLease = absl::Minutes(2);

  // A dataset is folded when nothing was published to it for so long; but this many times as long after the
  // first publication at the latest.
  static constexpr absl::Duration kQuiet = absl::Seconds(1);
  static constexpr int kMostQuiets = 20;

  // The arguments outlive it.
  FoldWorker(RunCatalog& catalog, ledger::Committer& committer, absl::Duration lease = kReadersLease,
             absl::Duration quiet = kQuiet);
  // Ends a fold in the middle: it leaves nothing behind, or what the next start cleans up.
  ~FoldWorker();

  // A dataset was published to, or may have been.
  void Notify(absl::string_view dataset);
  // Drops runs that nothing names any more, once nobody can be reading them.
  void DropLater(std::vector<std::string> prefixes);
  // Waits until all is folded that is to be, and what nobody can read any more is dropped.
  void WaitUntilIdle();

 private:
  struct Dropped {
    absl::Time due;  // of steady time
    std::string prefix;
  };

  // Published to and not folded yet, by steady time.
  struct Waiting {
    absl::Time due;
    absl::Time latest;
  };

  // When there is something to do next.
  absl::Time NextDue() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Run();
  void FoldOne(const std::string& dataset);
  void DropOne(const std::string& prefix);
  absl::Status CheckAlive();

  RunCatalog& catalog_;
  RunFolder folder_;
  const absl::Duration lease_;
  const absl::Duration quiet_;
  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<std::string, Waiting> datasets_ ABSL_GUARDED_BY(mutex_);
  std::deque<Dropped> dropped_ ABSL_GUARDED_BY(mutex_);  // by due
  std::thread thread_;
};

}  // namespace karvan::statistics
