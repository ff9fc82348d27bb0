#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "services/platform/sync/mutex.h"

namespace karvan {

// A fixed number of threads over one bounded queue. New work is refused when the queue is full, so that
// an overloaded service sheds early; the continuation of work that was let in is never refused.
// Tasks must not wait on each other or on an RPC. Thread-safe.
class Executor {
 public:
  using Work = absl::AnyInvocable<void()>;

  struct Options {
    std::string name = {};   // thread name (first 15 bytes) and metric label
    int threads = 2;         // at least 1
    int queue_limit = 1000;  // tasks that may wait for a thread, at least 1
  };

  // A moment's picture.
  struct Stats {
    int64_t queued = 0;   // waiting for a thread
    int64_t running = 0;  // on a thread
    int64_t shed = 0;     // refused by TryRun since the start
  };

  explicit Executor(Options options);
  ~Executor();  // stops
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // Queues new work. False, without keeping `work`, when the queue is full or the executor has stopped.
  [[nodiscard]] bool TryRun(Work work);

  // Queues the next step of work that is already let in, whatever the queue's length. False only when
  // the executor has stopped; `work` is then left as it was.
  [[nodiscard]] bool Continue(Work& work);

  // Says that Stop comes soon: work that waits for something without an end of its own ends itself.
  void Drain();
  bool draining() const;

  // Refuses further work, runs what is queued, joins the threads. Idempotent; not to be called from a
  // task.
  void Stop();

  Stats stats() const;
  const std::string& name() const { return options_.name; }

 private:
  void RunThread();

  const Options options_;
  mutable Mutex mutex_;
  CondVar work_ready_;
  std::deque<Work> queue_ ABSL_GUARDED_BY(mutex_);
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t running_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t shed_ ABSL_GUARDED_BY(mutex_) = 0;
  Mutex join_mutex_;  // serialises Stop; taken before mutex_
  std::vector<std::thread> threads_ ABSL_GUARDED_BY(join_mutex_);
};

}  // namespace karvan
