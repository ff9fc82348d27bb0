#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace karvan {

// The result of a coroutine that starts when it is awaited and runs once. Its value is moved out to the
// awaiter. There are no exceptions in this code base: one that escapes ends the process.
//
// House habit, because g++ 12 may destroy temporaries of a co_await expression twice: name the operands.
//   auto call = client.GetSeries(context, request);   // not: co_await client.GetSeries(context, {...})
//   auto series = co_await std::move(call);
// A coroutine's reference parameters, and the captures of a lambda that is a coroutine, must outlive it.
template <typename T>
class [[nodiscard]] Task {
 public:
  class promise_type {
   public:
    Task get_return_object() { return Task(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept { return FinalAwaiter{}; }
    void unhandled_exception() noexcept { std::terminate(); }
    template <typename Value>
    void return_value(Value&& value) {
      value_.emplace(std::forward<Value>(value));
    }

   private:
    friend class Task;
    std::optional<T> value_;
    std::coroutine_handle<> awaiter_;
  };
  using Handle = std::coroutine_handle<promise_type>;

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      Destroy();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  ~Task() { Destroy(); }

  // Starts the coroutine; the awaiter goes on, with the value, where the coroutine ends.
  auto operator co_await() && noexcept { return Awaiter{handle_}; }

 private:
  struct FinalAwaiter {
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(Handle finished) noexcept { return finished.promise().awaiter_; }
    void await_resume() noexcept {}
  };
  struct Awaiter {
    Handle handle;
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) noexcept {
      handle.promise().awaiter_ = awaiter;
      return handle;
    }
    T await_resume() { return *std::move(handle.promise().value_); }
  };

  explicit Task(Handle handle) : handle_(handle) {}
  void Destroy() {
    if (handle_) handle_.destroy();
  }

  Handle handle_;
};

}  // namespace karvan
