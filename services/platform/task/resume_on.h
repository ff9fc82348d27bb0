#pragma once

#include <coroutine>

#include "services/platform/executor/executor.h"

namespace karvan {

// Awaitable that goes on with the coroutine on a thread of `executor`, past its queue limit, for the
// coroutine was let in before. On a stopped executor it goes on at once on the present thread.
//   ResumeOn on_executor(executor);
//   co_await on_executor;
class ResumeOn {
 public:
  explicit ResumeOn(Executor& executor) : executor_(executor) {}

  bool await_ready() noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> awaiter) {
    Executor::Work resume = [awaiter] { awaiter.resume(); };
    return executor_.Continue(resume);
  }
  void await_resume() noexcept {}

 private:
  Executor& executor_;
};

}  // namespace karvan
