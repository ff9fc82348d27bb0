#include "tests/benchmarks/client/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "services/platform/status/testing/matchers.h"
#include "services/platform/sync/mutex.h"

namespace karvan::bench {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::Pair;

std::vector<QueryKey> Keys() {
  std::vector<QueryKey> keys(3);
  for (int i = 0; i < 3; ++i) keys[static_cast<size_t>(i)].year = 2011 + i;
  return keys;
}

// Counts how often each year was asked for; an answer has two rows.
class Counter {
 public:
  Reply Ask(const QueryKey& key) {
    MutexLock lock(&mutex_);
    ++asked_[key.year];
    Reply reply{.rows = 2};
    AddFigure(key.year, reply);
    return reply;
  }
  std::map<int, int> asked() {
    MutexLock lock(&mutex_);
    return asked_;
  }

 private:
  Mutex mutex_;
  std::map<int, int> asked_ ABSL_GUARDED_BY(mutex_);
};

LoadOptions Calls(int callers, int64_t calls, int64_t first_key) {
  return {.callers = callers, .calls_max = calls, .time_max = absl::Minutes(1), .first_key = first_key};
}

TEST(LoadTest, ThreadsShareTheCallsAndTakeTheKeysInTurn) {
  const std::vector<QueryKey> keys = Keys();
  Counter counter;
  ASSERT_OK_AND_ASSIGN(
      const nlohmann::json summary,
      RunThreads(keys, Calls(4, 7, 2), [&](int, const QueryKey& key) { return counter.Ask(key); }));
  EXPECT_THAT(counter.asked(), ElementsAre(Pair(2011, 2), Pair(2012, 2), Pair(2013, 3)));
  EXPECT_EQ(summary["calls"], 7);
  EXPECT_EQ(summary["rows"], 14);
}

TEST(LoadTest, CallbacksGiveTheSameSums) {
  const std::vector<QueryKey> keys = Keys();
  Counter threads, callbacks;
  ASSERT_OK_AND_ASSIGN(
      const nlohmann::json one,
      RunThreads(keys, Calls(1, 9, 0), [&](int, const QueryKey& key) { return threads.Ask(key); }));
  ASSERT_OK_AND_ASSIGN(const nlohmann::json other,
                       RunCallbacks(keys, Calls(3, 9, 0),
                                    [&](int, const QueryKey& key, auto done) { done(callbacks.Ask(key)); }));
  EXPECT_EQ(threads.asked(), callbacks.asked());
  EXPECT_EQ(one["checksum"], other["checksum"]);
}

TEST(LoadTest, AnErrorEndsTheRun) {
  const std::vector<QueryKey> keys = Keys();
  EXPECT_THAT(RunThreads(keys, Calls(2, 1000, 0),
                         [](int, const QueryKey&) { return absl::UnavailableError("gone"); }),
              StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace karvan::bench
