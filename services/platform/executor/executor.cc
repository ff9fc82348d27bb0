#include "services/platform/executor/executor.h"

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace karvan {

Executor::Executor(Options options) : options_(std::move(options)) {
  MutexLock join_lock(&join_mutex_);
  const int threads = std::max(options_.threads, 1);
  threads_.reserve(threads);
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { RunThread(); });
    pthread_setname_np(threads_.back().native_handle(), options_.name.substr(0, 15).c_str());
  }
}

Executor::~Executor() { Stop(); }

bool Executor::TryRun(Work work) {
  MutexLock lock(&mutex_);
  if (stopping_ || queue_.size() >= static_cast<size_t>(std::max(options_.queue_limit, 1))) {
    ++shed_;
    return false;
  }
  queue_.push_back(std::move(work));
  work_ready_.Signal();
  return true;
}

bool Executor::Continue(Work& work) {
  MutexLock lock(&mutex_);
  if (stopping_) return false;
  queue_.push_back(std::move(work));
  work_ready_.Signal();
  return true;
}

void Executor::Drain() {
  MutexLock lock(&mutex_);
  draining_ = true;
}

bool Executor::draining() const {
  MutexLock lock(&mutex_);
  return draining_;
}

void Executor::Stop() {
  MutexLock join_lock(&join_mutex_);
  {
    MutexLock lock(&mutex_);
    stopping_ = true;
    work_ready_.SignalAll();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

Executor::Stats Executor::stats() const {
  MutexLock lock(&mutex_);
  return {static_cast<int64_t>(queue_.size()), running_, shed_};
}

void Executor::RunThread() {
  while (true) {
    Work work;
    {
      MutexLock lock(&mutex_);
      while (queue_.empty() && !stopping_) work_ready_.Wait(&mutex_);
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
      ++running_;
    }
    work();
    work = nullptr;  // what it holds is released before it counts as done
    MutexLock lock(&mutex_);
    --running_;
  }
}

}  // namespace karvan
