#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "services/platform/task/task.h"

namespace karvan {
namespace task_internal {

// A coroutine that nobody awaits: it starts at once and frees itself at its end.
struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

template <typename T, typename OnDone>
Detached RunDetached(Task<T> task, OnDone on_done) {
  std::optional<T> value;
  {
    // Freed before on_done, which may free what the coroutine's parameters refer to.
    Task<T> running = std::move(task);
    T result = co_await std::move(running);
    value.emplace(std::move(result));
  }
  on_done(*std::move(value));
}

}  // namespace task_internal

// Runs `task` from this thread to its first suspension, and returns; `on_done(T)` is called with its
// value, once, on the thread on which the task ends (this one, if it never suspends).
template <typename T, typename OnDone>
void Start(Task<T> task, OnDone on_done) {
  task_internal::RunDetached(std::move(task), std::move(on_done));
}

}  // namespace karvan
