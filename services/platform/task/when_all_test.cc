#include "services/platform/task/when_all.h"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "services/platform/executor/executor.h"
#include "services/platform/task/from_callback.h"
#include "services/platform/task/resume_on.h"

namespace karvan {
namespace {

Task<int> Ready(int value) { co_return value; }

TEST(WhenAllTest, NothingToWaitFor) {
  std::optional<std::vector<int>> result;
  Start(WhenAll(std::vector<Task<int>>()), [&](std::vector<int> values) { result = std::move(values); });
  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(result->empty());
}

TEST(WhenAllTest, TasksThatEndAtOnce) {
  std::vector<Task<int>> tasks;
  for (int i = 0; i < 5; ++i) tasks.push_back(Ready(i));
  std::vector<int> result;
  Start(WhenAll(std::move(tasks)), [&](std::vector<int> values) { result = std::move(values); });
  EXPECT_EQ(result, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST(WhenAllTest, TasksOverlapAndKeepTheirOrder) {
  std::vector<std::function<void(std::string)>> callbacks;
  std::vector<Task<std::string>> tasks;
  for (int i = 0; i < 3; ++i) {
    tasks.push_back(FromCallback<std::string>(
        [&](std::function<void(std::string)> done) { callbacks.push_back(std::move(done)); }));
  }
  std::optional<std::vector<std::string>> result;
  Start(WhenAll(std::move(tasks)), [&](std::vector<std::string> values) { result = std::move(values); });
  ASSERT_EQ(callbacks.size(), 3u);  // all are started before one has ended
  callbacks[2]("c");
  callbacks[0]("a");
  EXPECT_FALSE(result.has_value());
  callbacks[1]("b");
  EXPECT_EQ(result, (std::vector<std::string>{"a", "b", "c"}));
}

Task<int> OnExecutor(Executor& executor, int value) {
  ResumeOn on_executor(executor);
  co_await on_executor;
  co_return value;
}

TEST(WhenAllTest, TasksMayEndOnManyThreads) {
  Executor executor({.name = "test", .threads = 3, .queue_limit = 1});
  for (int round = 0; round < 100; ++round) {
    std::vector<Task<int>> tasks;
    for (int i = 0; i < 10; ++i) tasks.push_back(OnExecutor(executor, i));
    std::promise<std::vector<int>> result;
    Start(WhenAll(std::move(tasks)), [&](std::vector<int> values) { result.set_value(std::move(values)); });
    EXPECT_EQ(result.get_future().get(), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  }
}

}  // namespace
}  // namespace karvan
