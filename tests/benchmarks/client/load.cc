#include "tests/benchmarks/client/load.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "services/platform/sync/mutex.h"
#include "tests/benchmarks/client/measurement.h"

namespace karvan::bench {
namespace {

using Clock = std::chrono::steady_clock;

absl::Duration Since(Clock::time_point start) { return absl::FromChrono(Clock::now() - start); }

// Hands out the calls of a run and keeps what became of them.
class Run {
 public:
  Run(const std::vector<QueryKey>& keys, const LoadOptions& options)
      : keys_(keys),
        options_(options),
        start_(Clock::now()),
        callers_(static_cast<size_t>(options.callers)),
        running_(options.callers) {}

  // The next key to ask for, or none at the end of the run.
  const QueryKey* Next() {
    if (failed_ || Since(start_) >= options_.time_max) return nullptr;
    const int64_t call = next_++;
    if (call >= options_.calls_max) return nullptr;
    return &keys_[static_cast<size_t>(options_.first_key + call) % keys_.size()];
  }

  void Answered(int caller, absl::Duration latency, const absl::StatusOr<Reply>& reply) {
    if (reply.ok()) return callers_[static_cast<size_t>(caller)].Add(latency, *reply);
    MutexLock lock(&mutex_);
    failed_ = true;
    error_.Update(reply.status());
  }

  // A caller has no more to ask.
  void Ended() {
    MutexLock lock(&mutex_);
    if (--running_ == 0) all_ended_.SignalAll();
  }

  absl::StatusOr<nlohmann::json> Wait() {
    MutexLock lock(&mutex_);
    while (running_ > 0) all_ended_.Wait(&mutex_);
    if (!error_.ok()) return error_;
    if (next_ == 0) return absl::InvalidArgumentError("the run has no time for a call");
    return Summary(callers_, Since(start_));
  }

 private:
  const std::vector<QueryKey>& keys_;
  const LoadOptions& options_;
  const Clock::time_point start_;
  std::vector<Observed> callers_;  // each is written by its caller alone
  std::atomic<int64_t> next_ = 0;
  std::atomic<bool> failed_ = false;
  Mutex mutex_;
  CondVar all_ended_;
  int running_ ABSL_GUARDED_BY(mutex_);
  absl::Status error_ ABSL_GUARDED_BY(mutex_);
};

// Asks until the run ends; each answer starts the next call.
void AskOn(Run& run, const AskLater& ask, int caller) {
  const QueryKey* key = run.Next();
  if (key == nullptr) return run.Ended();
  const Clock::time_point start = Clock::now();
  ask(caller, *key, [&run, &ask, caller, start](const absl::StatusOr<Reply>& reply) {
    run.Answered(caller, Since(start), reply);
    AskOn(run, ask, caller);
  });
}

}  // namespace

absl::StatusOr<nlohmann::json> RunCallbacks(const std::vector<QueryKey>& keys, const LoadOptions& options,
                                            const AskLater& ask) {
  Run run(keys, options);
  for (int caller = 0; caller < options.callers; ++caller) AskOn(run, ask, caller);
  return run.Wait();
}

absl::StatusOr<nlohmann::json> RunThreads(const std::vector<QueryKey>& keys, const LoadOptions& options,
                                          const AskNow& ask) {
  Run run(keys, options);
  std::vector<std::thread> threads;
  for (int caller = 0; caller < options.callers; ++caller) {
    threads.emplace_back([&run, &ask, caller] {
      while (const QueryKey* key = run.Next()) {
        const Clock::time_point start = Clock::now();
        const absl::StatusOr<Reply> reply = ask(caller, *key);
        run.Answered(caller, Since(start), reply);
      }
      run.Ended();
    });
  }
  absl::StatusOr<nlohmann::json> summary = run.Wait();
  for (std::thread& thread : threads) thread.join();
  return summary;
}

}  // namespace karvan::bench
