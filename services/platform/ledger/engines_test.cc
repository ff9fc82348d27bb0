// The log on every engine: committers side by side, another process that takes over, and a store that is
// opened again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/postgres_store.h"
#include "services/platform/kv/rocksdb_store.h"
#include "services/platform/kv/testing/postgres_server.h"
#include "services/platform/kv/testing/temp_folder.h"
#include "services/platform/ledger/checkpoint.h"
#include "services/platform/ledger/checkpointer.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/ledger/proof.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/ledger/verify.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::IsOkAndHolds;

absl::StatusOr<std::string> Append(Committer& committer, const std::string& content) {
  return committer.Write("tj", {}, [&](Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_RETURN_IF_ERROR(transaction.Append("test", content));
    return absl::StrCat(transaction.next_sequence() - 1);
  });
}

int64_t VerifiedEntries(kv::Store& store) {
  absl::StatusOr<LogSummary> summary = VerifyLog(store, "tj", [] { return absl::OkStatus(); });
  EXPECT_OK(summary);
  return summary.ok() ? summary->entries : -1;
}

// Threads write through two committers; every content is there once, in entries without gaps.
void WriteSideBySide(Committer& first, Committer& second, kv::Store& store) {
  constexpr int kThreads = 8, kWrites = 25;
  const int64_t before = VerifiedEntries(store);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kWrites; ++i) {
        EXPECT_OK(Append(thread % 2 == 0 ? first : second, absl::StrCat(thread, " ", i)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(VerifiedEntries(store), before + kThreads * kWrites);
  ASSERT_OK_AND_ASSIGN(const auto entries, Reader(store, "tj").Read(before + 1, 1000));
  std::set<std::string> contents;
  for (const Entry& entry : entries) contents.insert(entry.content);
  EXPECT_EQ(contents.size(), size_t{kThreads * kWrites});
}

// A proof from before and one from after hold against the checkpoints that were signed then.
void ProveGrowth(kv::Store& store, Committer& committer, ManualClock& clock) {
  Checkpointer checkpointer(store, committer, clock, "trade.example");
  ASSERT_OK_AND_ASSIGN(const std::string key, checkpointer.GetVerifierKey("tj"));
  ASSERT_OK_AND_ASSIGN(const Checkpoint before, OpenCheckpoint(*checkpointer.Get("tj"), key));
  clock.Advance(absl::Seconds(1));
  ASSERT_OK(Append(committer, "one more"));
  ASSERT_OK_AND_ASSIGN(const Checkpoint after, OpenCheckpoint(*checkpointer.Get("tj"), key));
  ASSERT_EQ(after.size, before.size + 1);
  ASSERT_OK_AND_ASSIGN(const auto growth, Reader(store, "tj").ProveConsistency(before.size, after.size));
  EXPECT_TRUE(VerifyConsistency(before.size, after.size, growth, before.root, after.root));
}

TEST(LedgerEnginesTest, RocksDb) {
  ManualClock clock(absl::FromUnixSeconds(1'724'000'000));
  const kv::testing::TempFolder folder;
  kv::RocksDbOptions options;
  options.path = folder.path() + "/store";
  options.clock = &clock;
  for (int opening = 0; opening < 3; ++opening) {
    ASSERT_OK_AND_ASSIGN(const std::unique_ptr<kv::Store> store, kv::OpenRocksDbStore(options));
    // As processes of their own: the one before is gone, so its lease is over at once.
    const Writer writer{absl::StrCat("opening ", opening), absl::Seconds(10), absl::ZeroDuration()};
    Committer first(*store, clock, writer), second(*store, clock, writer);
    WriteSideBySide(first, second, *store);
    ProveGrowth(*store, first, clock);
  }
}

TEST(LedgerEnginesTest, PostgreSql) {
  ManualClock clock(absl::FromUnixSeconds(1'724'000'000));
  const std::unique_ptr<kv::testing::PostgresServer> server = kv::testing::PostgresServer::Start();
  kv::PostgresOptions options;
  options.uri = server->Uri("ledger");
  options.clock = &clock;
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<kv::Store> here, kv::OpenPostgresStore(options));
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<kv::Store> there, kv::OpenPostgresStore(options));
  const Writer writer{"one", absl::Seconds(9), absl::ZeroDuration()};
  Committer first(*here, clock, writer), second(*there, clock, writer);
  WriteSideBySide(first, second, *here);
  ProveGrowth(*there, first, clock);

  Committer other(*there, clock, {"other", absl::Seconds(9), absl::ZeroDuration()});
  EXPECT_THAT(Append(other, "x"), HasReason("STORE_UNAVAILABLE"));
  clock.Advance(absl::Seconds(9));
  EXPECT_THAT(Append(other, "x"), IsOkAndHolds("202"));
  EXPECT_THAT(Append(first, "y"), HasReason("STORE_UNAVAILABLE"));
  EXPECT_EQ(VerifiedEntries(*here), 202);

  std::thread waiting(
      [&] { EXPECT_THAT(Reader(*here, "tj").WaitForEntry(203, absl::Minutes(1)), IsOkAndHolds(true)); });
  EXPECT_THAT(Append(other, "z"), IsOkAndHolds("203"));
  waiting.join();
}

}  // namespace
}  // namespace karvan::ledger
