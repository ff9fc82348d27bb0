#include "services/platform/task/task.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "services/platform/executor/executor.h"
#include "services/platform/task/resume_on.h"
#include "services/platform/task/start.h"

namespace karvan {
namespace {

Task<int> Value(int value, int& runs) {
  ++runs;
  co_return value;
}

Task<int> Sum(int& runs) {
  auto first = Value(1, runs);
  auto second = Value(2, runs);
  const int a = co_await std::move(first);
  const int b = co_await std::move(second);
  co_return a + b;
}

TEST(TaskTest, RunsWhenStartedAndHandsItsValueOver) {
  int runs = 0;
  Task<int> sum = Sum(runs);
  EXPECT_EQ(runs, 0);  // lazy
  std::optional<int> result;
  Start(std::move(sum), [&](int value) { result = value; });
  EXPECT_EQ(result, 3);
  EXPECT_EQ(runs, 2);
}

TEST(TaskTest, ATaskThatIsNeverAwaitedIsFreed) {
  auto held = std::make_shared<int>(1);
  {
    auto coroutine = [](std::shared_ptr<int> value) -> Task<int> { co_return *value; };
    Task<int> task = coroutine(held);
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
}

TEST(TaskTest, TheCoroutineIsFreedBeforeOnDone) {
  auto held = std::make_shared<int>(7);
  auto coroutine = [](std::shared_ptr<int> value) -> Task<int> { co_return *value; };
  Task<int> task = coroutine(held);
  long uses = 0;
  Start(std::move(task), [&](int) { uses = held.use_count(); });
  EXPECT_EQ(uses, 1);
}

Task<std::unique_ptr<std::string>> MoveOnly() { co_return std::make_unique<std::string>("moved"); }

TEST(TaskTest, CarriesValuesThatOnlyMove) {
  std::string result;
  Start(MoveOnly(), [&](std::unique_ptr<std::string> value) { result = *value; });
  EXPECT_EQ(result, "moved");
}

TEST(TaskTest, MoveAssignmentFreesTheOldCoroutine) {
  auto held = std::make_shared<int>(1);
  auto coroutine = [](std::shared_ptr<int> value) -> Task<int> { co_return *value; };
  Task<int> task = coroutine(held);
  task = coroutine(std::make_shared<int>(2));
  EXPECT_EQ(held.use_count(), 1);
  int result = 0;
  Start(std::move(task), [&](int value) { result = value; });
  EXPECT_EQ(result, 2);
}

Task<std::thread::id> ThreadOn(Executor& executor) {
  ResumeOn on_executor(executor);
  co_await on_executor;
  co_return std::this_thread::get_id();
}

TEST(ResumeOnTest, GoesOnOnTheExecutor) {
  Executor executor({.name = "test", .threads = 1, .queue_limit = 1});
  std::promise<std::thread::id> thread;
  ASSERT_TRUE(executor.TryRun([&] { thread.set_value(std::this_thread::get_id()); }));
  std::promise<std::thread::id> resumed;
  Start(ThreadOn(executor), [&](std::thread::id id) { resumed.set_value(id); });
  EXPECT_EQ(resumed.get_future().get(), thread.get_future().get());
}

TEST(ResumeOnTest, GoesOnInPlaceWhenTheExecutorHasStopped) {
  Executor executor({.name = "test", .threads = 1, .queue_limit = 1});
  executor.Stop();
  std::optional<std::thread::id> resumed;
  Start(ThreadOn(executor), [&](std::thread::id id) { resumed = id; });
  EXPECT_EQ(resumed, std::this_thread::get_id());
}

}  // namespace
}  // namespace karvan
