#pragma once

#include <atomic>
#include <coroutine>
#include <functional>
#include <optional>
#include <utility>

#include "services/platform/task/task.h"

namespace karvan {
namespace task_internal {

// Suspends until the callback is called. Whichever comes second, the suspension or the callback, goes on
// with the coroutine, so that a callback made before `start` returns does not resume a running coroutine.
template <typename T, typename StartFunction>
class CallbackAwaiter {
 public:
  explicit CallbackAwaiter(StartFunction& start) : start_(start) {}

  bool await_ready() noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> awaiter) {
    awaiter_ = awaiter;
    start_(std::function<void(T)>([this](T value) {
      value_.emplace(std::move(value));
      if (half_done_.exchange(true, std::memory_order_acq_rel)) awaiter_.resume();
    }));
    return !half_done_.exchange(true, std::memory_order_acq_rel);
  }
  T await_resume() { return *std::move(value_); }

 private:
  StartFunction& start_;
  std::coroutine_handle<> awaiter_;
  std::optional<T> value_;
  std::atomic<bool> half_done_{false};
};

}  // namespace task_internal

// Makes a task of an API that takes a callback: `start(done)` begins the work, and `done(T)` must be
// called exactly once, on any thread, during `start` or later. The awaiter goes on on that thread.
template <typename T, typename StartFunction>
Task<T> FromCallback(StartFunction start) {
  task_internal::CallbackAwaiter<T, StartFunction> done(start);
  T value = co_await done;
  co_return value;
}

}  // namespace karvan
