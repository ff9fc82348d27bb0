#include "services/platform/task/from_callback.h"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "services/platform/task/start.h"

namespace karvan {
namespace {

TEST(FromCallbackTest, ACallbackMadeAtOnceDoesNotSuspend) {
  auto task = FromCallback<int>([](std::function<void(int)> done) { done(5); });
  std::optional<int> result;
  Start(std::move(task), [&](int value) { result = value; });
  EXPECT_EQ(result, 5);
}

TEST(FromCallbackTest, GoesOnWhereTheCallbackIsMade) {
  std::function<void(std::string)> saved;
  auto task =
      FromCallback<std::string>([&](std::function<void(std::string)> done) { saved = std::move(done); });
  std::optional<std::string> result;
  std::optional<std::thread::id> thread;
  Start(std::move(task), [&](std::string value) {
    result = std::move(value);
    thread = std::this_thread::get_id();
  });
  EXPECT_FALSE(result.has_value());
  std::thread caller([&] { saved("late"); });
  const std::thread::id caller_id = caller.get_id();
  caller.join();
  EXPECT_EQ(result, "late");
  EXPECT_EQ(thread, caller_id);
}

// The callback races with the return of `start`; a sanitizer sees what goes wrong.
TEST(FromCallbackTest, TheCallbackMayRaceWithTheSuspension) {
  for (int round = 0; round < 300; ++round) {
    std::thread caller;
    auto task = FromCallback<int>([&](std::function<void(int)> done) {
      caller = std::thread([done = std::move(done), round] { done(round); });
    });
    std::promise<int> result;
    Start(std::move(task), [&](int value) { result.set_value(value); });
    EXPECT_EQ(result.get_future().get(), round);
    caller.join();
  }
}

Task<int> Loop(int rounds) {
  int sum = 0;
  for (int i = 0; i < rounds; ++i) {
    auto one = FromCallback<int>([](std::function<void(int)> done) { done(1); });
    sum += co_await std::move(one);
  }
  co_return sum;
}

TEST(FromCallbackTest, ManyStepsInOneCoroutine) {
  int result = 0;
  Start(Loop(1000), [&](int value) { result = value; });
  EXPECT_EQ(result, 1000);
}

}  // namespace
}  // namespace karvan
