#pragma once

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "services/platform/task/start.h"
#include "services/platform/task/task.h"

namespace karvan {
namespace task_internal {

template <typename T>
class AllAwaiter {
 public:
  // One more than the tasks: the last share is the starter's own, so that tasks that end at once do not
  // resume the awaiter while others are still to be started.
  explicit AllAwaiter(std::vector<Task<T>> tasks)
      : tasks_(std::move(tasks)), values_(tasks_.size()), pending_(tasks_.size() + 1) {}

  bool await_ready() noexcept { return tasks_.empty(); }
  bool await_suspend(std::coroutine_handle<> awaiter) {
    awaiter_ = awaiter;
    for (size_t i = 0; i < tasks_.size(); ++i) {
      Start(std::move(tasks_[i]), [this, i](T value) {
        values_[i].emplace(std::move(value));
        if (pending_.fetch_sub(1, std::memory_order_acq_rel) == 1) awaiter_.resume();
      });
    }
    return pending_.fetch_sub(1, std::memory_order_acq_rel) != 1;
  }
  std::vector<T> await_resume() {
    std::vector<T> values;
    values.reserve(values_.size());
    for (std::optional<T>& value : values_) values.push_back(*std::move(value));
    return values;
  }

 private:
  std::vector<Task<T>> tasks_;
  std::vector<std::optional<T>> values_;
  std::atomic<size_t> pending_;
  std::coroutine_handle<> awaiter_;
};

}  // namespace task_internal

// Starts every task, in order, on the awaiter's thread, and waits for all: they overlap where they
// suspend. The values are in the order of the tasks. The awaiter goes on where the last one ends.
template <typename T>
Task<std::vector<T>> WhenAll(std::vector<Task<T>> tasks) {
  task_internal::AllAwaiter<T> all(std::move(tasks));
  std::vector<T> values = co_await all;
  co_return values;
}

}  // namespace karvan
