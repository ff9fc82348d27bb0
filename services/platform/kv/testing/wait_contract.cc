#include <optional>
#include <thread>

#include "absl/time/clock.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

// What a wait for a change promises.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;

constexpr absl::Duration kLong = absl::Minutes(1);

const std::string kKey = Key("d", "row");

class Stopwatch {
 public:
  absl::Duration Elapsed() const { return absl::Now() - start_; }

 private:
  const absl::Time start_ = absl::Now();
};

TEST_P(StoreContract, WaitEndsAtOnceWhenTheVersionDiffers) {
  Stopwatch watch;
  ASSERT_THAT(store().Commit(Batch().Put(kKey, "1")), IsOk());
  const RowVersion version = VersionOf(kKey);
  EXPECT_THAT(store().WaitForChange(kKey, std::nullopt, kLong), IsOk());
  ASSERT_THAT(store().Commit(Batch().Put(kKey, "1")), IsOk());
  EXPECT_THAT(store().WaitForChange(kKey, version, kLong), IsOk());
  ASSERT_THAT(store().Commit(Batch().Delete(kKey)), IsOk());
  EXPECT_THAT(store().WaitForChange(kKey, version, kLong), IsOk());
  EXPECT_LT(watch.Elapsed(), kLong / 2);
}

TEST_P(StoreContract, WaitEndsWithAChange) {
  ASSERT_THAT(store().Commit(Batch().Put(kKey, "0")), IsOk());
  Stopwatch watch;
  for (int round = 0; round < 5; ++round) {
    const RowVersion version = VersionOf(kKey);
    std::thread waiting([&] { EXPECT_THAT(store().WaitForChange(kKey, version, kLong), IsOk()); });
    EXPECT_THAT(store().Commit(Batch().Put(Key("d", "another"), "")), IsOk());
    EXPECT_THAT(store().Commit(Batch().Put(kKey, "1")), IsOk());
    waiting.join();
  }
  EXPECT_LT(watch.Elapsed(), kLong / 2);
}

TEST_P(StoreContract, WaitEndsWithItsTime) {
  Stopwatch watch;
  EXPECT_THAT(store().WaitForChange(kKey, std::nullopt, absl::Milliseconds(30)), IsOk());
  EXPECT_GE(watch.Elapsed(), absl::Milliseconds(25));
  EXPECT_THAT(store().WaitForChange(kKey, std::nullopt, absl::ZeroDuration()), IsOk());
  EXPECT_THAT(store().WaitForChange(kKey, std::nullopt, -absl::InfiniteDuration()), IsOk());
  EXPECT_THAT(store().WaitForChange("plain", std::nullopt, kLong),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace karvan::kv::testing
