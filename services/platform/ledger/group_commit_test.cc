// That writers share syncs. It measures, so it runs alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/testing/hooked_store.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::IsOk;

// A store whose disk takes 5 ms to sync, as a hard disk does.
class GroupCommitTest : public ::testing::Test {
 protected:
  // How many writes a second so many writers do, of which each waits for its own.
  double Throughput(int writers) {
    std::atomic<int> written = 0;
    const absl::Time start = absl::Now();
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
      threads.emplace_back([&] {
        while (absl::Now() < start + absl::Seconds(1)) {
          EXPECT_OK(Append());
          ++written;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    return written / absl::ToDoubleSeconds(absl::Now() - start);
  }

  absl::StatusOr<std::string> Append() {
    ++writes_;
    return committer_.Write("tj", {}, [](Transaction& transaction) -> absl::StatusOr<std::string> {
      KARVAN_RETURN_IF_ERROR(transaction.Append("test", "content"));
      return "";
    });
  }

  const std::unique_ptr<kv::Store> memory_ = kv::NewMemoryStore();
  testing::HookedStore disk_{*memory_, [](kv::Store& store, const kv::Batch& batch) {
                               absl::SleepFor(absl::Milliseconds(5));
                               return store.Commit(batch);
                             }};
  Committer committer_{disk_, SystemClock::Instance()};
  std::atomic<int> writes_ = 0;
};

TEST_F(GroupCommitTest, SixtyFourWritersShareTheSyncs) {
  const double alone = Throughput(1);
  const double together = Throughput(64);
  std::printf("1 writer: %.0f/s, 64 writers: %.0f/s, %.1f times\n", alone, together, together / alone);
  EXPECT_GE(together, 20 * alone);
  EXPECT_EQ(ReadHead(**memory_->OpenView(), "tj")->sequence(), writes_);
}

}  // namespace
}  // namespace karvan::ledger
