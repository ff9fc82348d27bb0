#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;

constexpr int kThreads = 8;
constexpr int kRounds = 25;

const std::string kCounter = Key("d", "counter");
const std::string kTwin = Key("d", "twin");

// Adds one to both rows by compare-and-set, as often as it takes.
void Increment(Store& store) {
  absl::Status status;
  do {
    auto view = store.OpenView();
    auto rows = (*view)->MultiGet({kCounter, kTwin});
    ASSERT_TRUE(rows.ok() && (*rows)[0].has_value() && (*rows)[1].has_value());
    const Entry& row = *(*rows)[0];
    ASSERT_EQ((*rows)[1]->value, row.value) << "a view that saw half of a commit";
    int number = 0;
    ASSERT_TRUE(absl::SimpleAtoi(row.value, &number));
    std::string next = absl::StrCat(number + 1);
    status = store.Commit(Batch().RequireVersion(kCounter, row.version).Put(kCounter, next).Put(kTwin, next));
  } while (IsConflict(status));
  ASSERT_THAT(status, IsOk());
}

TEST_P(StoreContract, NoIncrementIsLost) {
  ASSERT_THAT(store().Commit(Batch().Put(kCounter, "0").Put(kTwin, "0")), IsOk());
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] {
      for (int round = 0; round < kRounds; ++round) Increment(store());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Read(kCounter), absl::StrCat(kThreads * kRounds));
  Reopen();
  EXPECT_EQ(Read(kCounter), absl::StrCat(kThreads * kRounds));
}

}  // namespace
}  // namespace karvan::kv::testing
