#include "services/platform/executor/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace karvan {
namespace {

// Holds the only thread of an executor until it is let go.
class Blocker {
 public:
  explicit Blocker(Executor& executor) {
    EXPECT_TRUE(executor.TryRun([this] {
      started_.set_value();
      release_.get_future().wait();
    }));
    started_.get_future().wait();
  }
  void Release() { release_.set_value(); }

 private:
  std::promise<void> started_;
  std::promise<void> release_;
};

TEST(ExecutorTest, RunsWorkOnItsThreads) {
  Executor executor({.name = "test", .threads = 1, .queue_limit = 10});
  std::promise<std::thread::id> ran;
  ASSERT_TRUE(executor.TryRun([&] { ran.set_value(std::this_thread::get_id()); }));
  EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST(ExecutorTest, RefusesNewWorkWhenTheQueueIsFull) {
  Executor executor({.name = "test", .threads = 1, .queue_limit = 2});
  Blocker blocker(executor);
  std::atomic<int> ran{0};
  EXPECT_TRUE(executor.TryRun([&] { ++ran; }));
  EXPECT_TRUE(executor.TryRun([&] { ++ran; }));
  EXPECT_FALSE(executor.TryRun([&] { ++ran; }));
  EXPECT_EQ(executor.stats().queued, 2);
  EXPECT_EQ(executor.stats().running, 1);
  EXPECT_EQ(executor.stats().shed, 1);
  blocker.Release();
  executor.Stop();
  EXPECT_EQ(ran, 2);
  EXPECT_EQ(executor.stats().queued, 0);
  EXPECT_EQ(executor.stats().running, 0);
}

TEST(ExecutorTest, ContinuesAdmittedWorkPastTheLimit) {
  Executor executor({.name = "test", .threads = 1, .queue_limit = 1});
  Blocker blocker(executor);
  std::atomic<int> ran{0};
  EXPECT_TRUE(executor.TryRun([&] { ++ran; }));
  Executor::Work next = [&] { ++ran; };
  EXPECT_TRUE(executor.Continue(next));
  EXPECT_EQ(executor.stats().queued, 2);
  blocker.Release();
  executor.Stop();
  EXPECT_EQ(ran, 2);
}

TEST(ExecutorTest, StopRunsWhatIsQueuedAndRefusesTheRest) {
  Executor executor({.name = "test", .threads = 2, .queue_limit = 100});
  std::atomic<int> ran{0};
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(executor.TryRun([&] { ++ran; }));
  executor.Stop();
  EXPECT_EQ(ran, 50);
  EXPECT_FALSE(executor.TryRun([&] { ++ran; }));
  Executor::Work next = [&] { ++ran; };
  EXPECT_FALSE(executor.Continue(next));
  ASSERT_TRUE(next);  // left with the caller, who may run it
  next();
  EXPECT_EQ(ran, 51);
  executor.Stop();
}

TEST(ExecutorTest, TakesWorkFromManyThreads) {
  std::atomic<int> ran{0};
  std::atomic<int> refused{0};
  {
    Executor executor({.name = "test", .threads = 3, .queue_limit = 8});
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller) {
      callers.emplace_back([&] {
        for (int i = 0; i < 500; ++i) {
          if (!executor.TryRun([&] { ++ran; })) ++refused;
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
  }
  EXPECT_EQ(ran + refused, 2000);
}

TEST(ExecutorTest, ReleasesWhatTheWorkHoldsBeforeItStops) {
  auto held = std::make_shared<int>(1);
  Executor executor({.name = "test", .threads = 1, .queue_limit = 1});
  ASSERT_TRUE(executor.TryRun([held] {}));
  executor.Stop();
  EXPECT_EQ(held.use_count(), 1);
}

TEST(ExecutorTest, DrainingRefusesNothing) {
  Executor executor({.name = "test", .threads = 1, .queue_limit = 1});
  EXPECT_FALSE(executor.draining());
  executor.Drain();
  EXPECT_TRUE(executor.draining());
  std::promise<void> ran;
  ASSERT_TRUE(executor.TryRun([&] { ran.set_value(); }));
  ran.get_future().wait();
}

TEST(ExecutorTest, NamesItsThreads) {
  Executor executor({.name = "statistics-interactive", .threads = 1, .queue_limit = 1});
  std::promise<std::string> name;
  Blocker blocker(executor);  // the constructor names the thread after its start
  ASSERT_TRUE(executor.TryRun([&] {
    char text[16] = {};
    pthread_getname_np(pthread_self(), text, sizeof(text));
    name.set_value(text);
  }));
  blocker.Release();
  EXPECT_EQ(name.get_future().get(), "statistics-inte");
}

}  // namespace
}  // namespace karvan
