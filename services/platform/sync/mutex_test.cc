#include "services/platform/sync/mutex.h"

#include <gtest/gtest.h>

#include <deque>
#include <thread>
#include <vector>

namespace karvan {
namespace {

TEST(MutexTest, ExcludesOtherThreads) {
  struct {
    Mutex mutex;
    int count ABSL_GUARDED_BY(mutex) = 0;
  } shared;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&shared] {
      for (int n = 0; n < 10000; ++n) {
        MutexLock lock(&shared.mutex);
        ++shared.count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  MutexLock lock(&shared.mutex);
  EXPECT_EQ(shared.count, 40000);
}

TEST(MutexTest, TryLockTellsWhetherItIsHeld) {
  Mutex mutex;
  mutex.Lock();
  bool taken = false;
  auto try_from_another_thread = [&] {
    std::thread([&] {
      taken = false;
      if (mutex.TryLock()) {
        taken = true;
        mutex.Unlock();
      }
    }).join();
  };
  try_from_another_thread();
  EXPECT_FALSE(taken);

  mutex.Unlock();
  try_from_another_thread();
  EXPECT_TRUE(taken);
}

TEST(CondVarTest, HandsItemsFromOneThreadToAnother) {
  struct {
    Mutex mutex;
    CondVar changed;
    std::deque<int> items ABSL_GUARDED_BY(mutex);
  } queue;
  int sum = 0;
  std::thread consumer([&] {
    for (int n = 0; n < 100; ++n) {
      MutexLock lock(&queue.mutex);
      while (queue.items.empty()) queue.changed.Wait(&queue.mutex);
      sum += queue.items.front();
      queue.items.pop_front();
    }
  });
  for (int n = 1; n <= 100; ++n) {
    MutexLock lock(&queue.mutex);
    queue.items.push_back(n);
    queue.changed.Signal();
  }
  consumer.join();
  EXPECT_EQ(sum, 5050);
}

TEST(CondVarTest, SignalAllWakesEveryWaiter) {
  struct {
    Mutex mutex;
    CondVar changed;
    bool open ABSL_GUARDED_BY(mutex) = false;
    int passed ABSL_GUARDED_BY(mutex) = 0;
  } gate;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&gate] {
      MutexLock lock(&gate.mutex);
      while (!gate.open) gate.changed.WaitFor(&gate.mutex, absl::InfiniteDuration());
      ++gate.passed;
    });
  }
  {
    MutexLock lock(&gate.mutex);
    gate.open = true;
    gate.changed.SignalAll();
  }
  for (std::thread& thread : threads) thread.join();
  MutexLock lock(&gate.mutex);
  EXPECT_EQ(gate.passed, 4);
}

TEST(CondVarTest, WaitForGivesUpWhenTheTimeRunsOut) {
  Mutex mutex;
  CondVar changed;
  MutexLock lock(&mutex);
  EXPECT_FALSE(changed.WaitFor(&mutex, absl::Milliseconds(1)));
  EXPECT_FALSE(changed.WaitFor(&mutex, absl::ZeroDuration()));
  EXPECT_FALSE(changed.WaitFor(&mutex, -absl::InfiniteDuration()));
}

TEST(CondVarTest, WaitForIsWokenBeforeItsTime) {
  struct {
    Mutex mutex;
    CondVar changed;
    bool ready ABSL_GUARDED_BY(mutex) = false;
  } shared;
  std::thread other([&shared] {
    MutexLock lock(&shared.mutex);
    shared.ready = true;
    shared.changed.Signal();
  });
  bool woken = true;
  {
    MutexLock lock(&shared.mutex);
    while (!shared.ready && woken) woken = shared.changed.WaitFor(&shared.mutex, absl::Minutes(1));
  }
  other.join();
  EXPECT_TRUE(woken);
}

}  // namespace
}  // namespace karvan
