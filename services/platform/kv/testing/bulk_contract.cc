#include <string>

#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

// What a bulk load and the drop of a prefix promise.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kRun = Key("d", "run 1");

std::string RunKey(uint64_t number) { return KeyBuilder(kRun).Uint(number).Take(); }

std::unique_ptr<BulkLoader> Load(Store& store, absl::string_view prefix) {
  absl::StatusOr<std::unique_ptr<BulkLoader>> loader = store.BulkLoad(prefix);
  EXPECT_THAT(loader, IsOk());
  return *std::move(loader);
}

TEST_P(StoreContract, SealedRowsAreThere) {
  std::unique_ptr<BulkLoader> loader = Load(store(), kRun);
  std::string large(store().capabilities().max_value_bytes, 'v');
  ASSERT_THAT(loader->Add(kRun, "head"), IsOk());
  for (uint64_t i = 0; i < 100; ++i) ASSERT_THAT(loader->Add(RunKey(i), large), IsOk());
  ASSERT_THAT(loader->Seal(), IsOk());
  loader.reset();

  EXPECT_EQ(Read(kRun), "head");
  Reopen();
  EXPECT_EQ(Read(RunKey(99)), large);
  EXPECT_EQ(Keys(PrefixRange(kRun)).size(), 101u);
}

TEST_P(StoreContract, SealedRowsCanBeRewritten) {
  std::unique_ptr<BulkLoader> loader = Load(store(), kRun);
  ASSERT_THAT(loader->Add(RunKey(1), "bulk"), IsOk());
  ASSERT_THAT(loader->Seal(), IsOk());
  RowVersion version = VersionOf(RunKey(1));
  EXPECT_THAT(store().Commit(Batch().RequireVersion(RunKey(1), version).Put(RunKey(1), "bulk")), IsOk());
  EXPECT_NE(VersionOf(RunKey(1)), version);
}

TEST_P(StoreContract, ViewBeforeTheSealDoesNotSeeIt) {
  std::unique_ptr<BulkLoader> loader = Load(store(), kRun);
  ASSERT_THAT(loader->Add(RunKey(1), ""), IsOk());
  std::unique_ptr<View> view = OpenView();
  ASSERT_THAT(loader->Seal(), IsOk());
  EXPECT_THAT(ReadAll(*view, {}, {}), IsEmpty());
  EXPECT_THAT(Keys({}), ElementsAre(RunKey(1)));
}

TEST_P(StoreContract, EmptyLoadCanBeSealed) {
  EXPECT_THAT(Load(store(), kRun)->Seal(), IsOk());
  EXPECT_THAT(Keys({}), IsEmpty());
}

TEST_P(StoreContract, LoadsGoOnSideBySide) {
  const std::string other_run = Key("d", "run 2");
  std::unique_ptr<BulkLoader> first = Load(store(), kRun);
  std::unique_ptr<BulkLoader> second = Load(store(), other_run);
  ASSERT_THAT(first->Add(RunKey(1), "1"), IsOk());
  ASSERT_THAT(second->Add(KeyBuilder(other_run).Uint(1).key(), "2"), IsOk());
  ASSERT_THAT(store().Commit(Batch().Put(Key("d", "row"), "3")), IsOk());
  ASSERT_THAT(second->Seal(), IsOk());
  ASSERT_THAT(first->Seal(), IsOk());
  EXPECT_EQ(Keys({}).size(), 3u);
}

TEST_P(StoreContract, LoadNeedsAnEmptyPrefix) {
  ASSERT_THAT(store().Commit(Batch().Put(RunKey(5), "")), IsOk());
  EXPECT_THAT(store().BulkLoad(kRun), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(store().BulkLoad(kRun), HasReason("PREFIX_IN_USE"));
  EXPECT_THAT(store().BulkLoad(Key("d", "run")), IsOk());
  ASSERT_THAT(store().DropPrefix(kRun), IsOk());
  std::unique_ptr<BulkLoader> loader = Load(store(), kRun);
  ASSERT_THAT(loader->Add(RunKey(5), "again"), IsOk());
  ASSERT_THAT(loader->Seal(), IsOk());
  EXPECT_EQ(Read(RunKey(5)), "again");
}

TEST_P(StoreContract, LoadTakesAscendingKeysBelowItsPrefix) {
  std::unique_ptr<BulkLoader> loader = Load(store(), kRun);
  ASSERT_THAT(loader->Add(RunKey(5), ""), IsOk());
  EXPECT_THAT(loader->Add(RunKey(5), ""), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("ascend")));
  EXPECT_THAT(loader->Add(RunKey(4), ""), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("ascend")));
  EXPECT_THAT(loader->Add(Key("d", "run 2"), ""),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("not below")));
  EXPECT_THAT(loader->Add(RunKey(6), std::string(65537, 'v')),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("65537 bytes")));
  ASSERT_THAT(loader->Add(RunKey(6), ""), IsOk());
  ASSERT_THAT(loader->Seal(), IsOk());
  EXPECT_THAT(Keys({}), ElementsAre(RunKey(5), RunKey(6)));

  EXPECT_THAT(loader->Add(RunKey(7), ""), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("sealed")));
  EXPECT_THAT(loader->Seal(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("sealed")));
}

TEST_P(StoreContract, AbandonedLoadCanBeDroppedAndRepeated) {
  std::unique_ptr<BulkLoader> loader = Load(store(), kRun);
  for (uint64_t i = 0; i < 10; ++i) ASSERT_THAT(loader->Add(RunKey(i), "old"), IsOk());
  loader.reset();
  ASSERT_THAT(store().DropPrefix(kRun), IsOk());
  Reopen();
  EXPECT_THAT(Keys({}), IsEmpty());

  loader = Load(store(), kRun);
  ASSERT_THAT(loader->Add(RunKey(3), "new"), IsOk());
  ASSERT_THAT(loader->Seal(), IsOk());
  EXPECT_THAT(Keys({}), ElementsAre(RunKey(3)));
}

TEST_P(StoreContract, ViewBeforeTheDropStillSeesItsRows) {
  std::unique_ptr<BulkLoader> loader = Load(store(), kRun);
  for (uint64_t i = 0; i < 3000; ++i) ASSERT_THAT(loader->Add(RunKey(i), std::string(500, 'v')), IsOk());
  ASSERT_THAT(loader->Seal(), IsOk());
  std::unique_ptr<View> view = OpenView();
  ASSERT_THAT(store().DropPrefix(kRun), IsOk());

  // Also when the same prefix is loaded anew.
  loader = Load(store(), kRun);
  ASSERT_THAT(loader->Add(RunKey(0), "new"), IsOk());
  ASSERT_THAT(loader->Seal(), IsOk());
  EXPECT_THAT(Keys({}), ElementsAre(RunKey(0)));

  EXPECT_EQ((*view->Get(RunKey(2999)))->value, std::string(500, 'v'));
  std::vector<Row> rows = ReadAll(*view, PrefixRange(kRun), {});
  ASSERT_EQ(rows.size(), 3000u);
  EXPECT_EQ(rows[0].value, std::string(500, 'v'));
}

TEST_P(StoreContract, DropRemovesItsPrefixAlone) {
  const std::string before = Key("d", "run 0");
  const std::string longer = Key("d", "run 10");
  const std::string zero = KeyBuilder().Text("d").Text(std::string("run 1\0", 6)).Take();
  ASSERT_THAT(
      store().Commit(Batch().Put(before, "").Put(kRun, "").Put(RunKey(1), "").Put(longer, "").Put(zero, "")),
      IsOk());
  ASSERT_THAT(store().DropPrefix(kRun), IsOk());
  EXPECT_THAT(Keys({}), ElementsAre(before, zero, longer));
  EXPECT_THAT(store().DropPrefix(kRun), IsOk()) << "a drop can be repeated";
  Reopen();
  EXPECT_THAT(Keys({}), ElementsAre(before, zero, longer));
}

}  // namespace
}  // namespace karvan::kv::testing
