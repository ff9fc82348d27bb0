#include <string>

#include "services/platform/kv/epochs.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

// What an epoch promises. Time is the test's own.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr absl::Duration kTtl = absl::Seconds(10);

const std::string kDomain = KeyBuilder().Text("d").Take();
const std::string kRow = Key("d", "row");

Batch Write(const Epoch& epoch, absl::string_view value) {
  return Batch().Put(kRow, value).RequireValue(epoch.key, epoch.value);
}

TEST_P(StoreContract, EpochLetsItsHolderWrite) {
  ASSERT_OK_AND_ASSIGN(const Epoch epoch, store().AcquireEpoch(kDomain, "a", kTtl));
  EXPECT_EQ(epoch.number, 1u);
  EXPECT_THAT(store().Commit(Write(epoch, "1")), IsOk());
  Reopen();
  EXPECT_THAT(store().Commit(Write(epoch, "2")), IsOk());
  EXPECT_EQ(Read(kRow), "2");
}

TEST_P(StoreContract, HolderRenewsItsEpoch) {
  ASSERT_OK_AND_ASSIGN(const Epoch first, store().AcquireEpoch(kDomain, "a", kTtl));
  ASSERT_OK_AND_ASSIGN(const Epoch second, store().AcquireEpoch(kDomain, "a", kTtl));
  EXPECT_EQ(second.number, 1u);
  EXPECT_EQ(second.value, first.value);
  EXPECT_THAT(store().Commit(Write(first, "a renewal fences nobody")), IsOk());
}

TEST_P(StoreContract, AnotherWaitsUntilTheLeaseIsOver) {
  ASSERT_THAT(store().AcquireEpoch(kDomain, "writer a", kTtl), IsOk());
  const auto refused =
      AllOf(StatusIs(absl::StatusCode::kUnavailable, HasSubstr("writer a")), HasReason("STORE_UNAVAILABLE"));
  EXPECT_THAT(store().AcquireEpoch(kDomain, "b", kTtl), refused);
  for (int i = 0; i < 3; ++i) {
    clock().Advance(kTtl * 0.9);
    ASSERT_OK_AND_ASSIGN(const Epoch renewed, store().AcquireEpoch(kDomain, "writer a", kTtl));
    EXPECT_EQ(renewed.number, 1u);
    EXPECT_THAT(store().AcquireEpoch(kDomain, "b", kTtl), refused) << "a renewed lease";
  }
  clock().Advance(kTtl - absl::Nanoseconds(1));
  EXPECT_THAT(store().AcquireEpoch(kDomain, "b", kTtl), refused);
  clock().Advance(absl::Nanoseconds(1));
  ASSERT_OK_AND_ASSIGN(const Epoch taken, store().AcquireEpoch(kDomain, "b", kTtl));
  EXPECT_EQ(taken.number, 2u);
}

TEST_P(StoreContract, PausedWriterIsFenced) {
  ASSERT_OK_AND_ASSIGN(const Epoch paused, store().AcquireEpoch(kDomain, "a", kTtl));
  ASSERT_THAT(store().Commit(Write(paused, "of a")), IsOk());
  EXPECT_FALSE(store().AcquireEpoch(kDomain, "b", kTtl).ok());
  clock().Advance(kTtl);
  ASSERT_OK_AND_ASSIGN(const Epoch taken, store().AcquireEpoch(kDomain, "b", kTtl));
  ASSERT_THAT(store().Commit(Write(taken, "of b")), IsOk());

  const absl::Status refused = store().Commit(Write(paused, "of a again"));
  EXPECT_TRUE(IsFenced(refused)) << refused;
  EXPECT_FALSE(IsConflict(refused));
  EXPECT_EQ(Read(kRow), "of b");
  // What else the commit requires does not hide it.
  EXPECT_TRUE(IsFenced(store().Commit(
      Batch().RequireAbsent(kRow).RequireValue(paused.key, paused.value).RequirePresent(Key("d", "none")))));

  EXPECT_FALSE(store().AcquireEpoch(kDomain, "a", kTtl).ok());
  clock().Advance(kTtl);
  ASSERT_OK_AND_ASSIGN(const Epoch again, store().AcquireEpoch(kDomain, "a", kTtl));
  EXPECT_EQ(again.number, 3u);
  EXPECT_TRUE(IsFenced(store().Commit(Write(paused, "by its first epoch"))));
  EXPECT_THAT(store().Commit(Write(again, "of a")), IsOk());
}

TEST_P(StoreContract, LeaseOfAnEarlierOpeningEnds) {
  ASSERT_OK_AND_ASSIGN(const Epoch old, store().AcquireEpoch(kDomain, "a", kTtl));
  Reopen();
  absl::StatusOr<Epoch> taken = store().AcquireEpoch(kDomain, "b", kTtl);
  if (!taken.ok()) {
    clock().Advance(kTtl);
    taken = store().AcquireEpoch(kDomain, "b", kTtl);
  }
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->number, 2u);
  EXPECT_TRUE(IsFenced(store().Commit(Write(old, ""))));
}

TEST_P(StoreContract, EpochsOfDomainsAreApart) {
  ASSERT_OK_AND_ASSIGN(const Epoch of_d, store().AcquireEpoch(kDomain, "a", kTtl));
  ASSERT_OK_AND_ASSIGN(const Epoch of_e, store().AcquireEpoch(KeyBuilder().Text("e").key(), "b", kTtl));
  EXPECT_EQ(of_e.number, 1u);
  EXPECT_NE(of_e.key, of_d.key);
  EXPECT_THAT(Keys({}), ElementsAre(of_d.key, of_e.key));
}

TEST_P(StoreContract, EpochOutlivesTheDropOfItsDomain) {
  ASSERT_OK_AND_ASSIGN(const Epoch epoch, store().AcquireEpoch(kDomain, "a", kTtl));
  const std::string zero = KeyBuilder().Text("d").Text("").Take();
  ASSERT_THAT(store().Commit(Batch().Put(kDomain, "").Put(zero, "").Put(kRow, "")), IsOk());
  ASSERT_THAT(store().DropPrefix(kDomain), IsOk());
  EXPECT_THAT(Keys({}), ElementsAre(epoch.key));
  EXPECT_THAT(store().Commit(Write(epoch, "still the writer")), IsOk());
}

TEST_P(StoreContract, EpochThatWentBackIsARegression) {
  ASSERT_OK_AND_ASSIGN(const Epoch first, store().AcquireEpoch(kDomain, "a", kTtl));
  EXPECT_FALSE(store().AcquireEpoch(kDomain, "b", kTtl).ok());
  clock().Advance(kTtl);
  ASSERT_THAT(store().AcquireEpoch(kDomain, "b", kTtl), IsOk());
  ASSERT_THAT(store().AcquireEpoch(kDomain, "b", kTtl), IsOk());
  // As a failover to a copy that lags would leave it.
  ASSERT_THAT(store().Commit(Batch().Put(first.key, first.value)), IsOk());
  EXPECT_TRUE(IsStoreRegressed(store().AcquireEpoch(kDomain, "b", kTtl).status()));
  ASSERT_THAT(store().Commit(Batch().Delete(first.key)), IsOk());
  EXPECT_TRUE(IsStoreRegressed(store().AcquireEpoch(kDomain, "b", kTtl).status()));
}

TEST_P(StoreContract, EpochTakesADomainAHolderAndATime) {
  auto refused = [](const char* words) {
    return AllOf(StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(words)), HasReason("STORE_LIMIT"));
  };
  EXPECT_THAT(store().AcquireEpoch("plain", "a", kTtl), refused("706c61696e"));
  EXPECT_THAT(store().AcquireEpoch(kRow, "a", kTtl), refused("more than one component"));
  EXPECT_THAT(store().AcquireEpoch(kDomain, "", kTtl), refused("0 bytes"));
  EXPECT_THAT(store().AcquireEpoch(kDomain, std::string(257, 'a'), kTtl), refused("257 bytes"));
  EXPECT_THAT(store().AcquireEpoch(kDomain, "a", absl::ZeroDuration()), refused("is 0"));
}

}  // namespace
}  // namespace karvan::kv::testing
