#include <algorithm>
#include <string>

#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

// What a view promises.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string NumberKey(int number) { return KeyBuilder().Text("d").Int(number).Take(); }

Batch Numbers(int count) {
  Batch batch;
  for (int i = 0; i < count; ++i) batch.Put(NumberKey(i), "value");
  return batch;
}

TEST_P(StoreContract, ViewDoesNotSeeLaterWrites) {
  ASSERT_THAT(store().Commit(Numbers(2)), IsOk());
  std::unique_ptr<View> view = OpenView();
  ASSERT_THAT(store().Commit(Batch().Put(NumberKey(0), "new").Delete(NumberKey(1)).Put(NumberKey(2), "")),
              IsOk());
  ASSERT_THAT(store().DropPrefix(KeyBuilder().Text("d").key()), IsOk());

  EXPECT_EQ((*view->Get(NumberKey(0)))->value, "value");
  EXPECT_EQ((*view->Get(NumberKey(1)))->value, "value");
  EXPECT_EQ(*view->Get(NumberKey(2)), std::nullopt);
  EXPECT_EQ(ReadAll(*view, {}, {}).size(), 2u);
  EXPECT_THAT(Keys({}), IsEmpty());
}

TEST_P(StoreContract, MultiGetAnswersInTheOrderOfItsKeys) {
  ASSERT_THAT(store().Commit(Batch().Put(NumberKey(1), "one").Put(NumberKey(2), "two")), IsOk());
  auto entries = OpenView()->MultiGet({NumberKey(2), NumberKey(3), NumberKey(1), NumberKey(2)});
  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->size(), 4u);
  EXPECT_EQ((*entries)[0]->value, "two");
  EXPECT_EQ((*entries)[0]->version, VersionOf(NumberKey(2)));
  EXPECT_EQ((*entries)[1], std::nullopt);
  EXPECT_EQ((*entries)[2]->value, "one");
  EXPECT_EQ((*entries)[3]->value, "two");
}

TEST_P(StoreContract, ScanTakesTheStartAndNotTheEnd) {
  ASSERT_THAT(store().Commit(Numbers(4)), IsOk());
  EXPECT_THAT(Keys({NumberKey(1), NumberKey(3)}), ElementsAre(NumberKey(1), NumberKey(2)));
  EXPECT_THAT(Keys({NumberKey(2), ""}), ElementsAre(NumberKey(2), NumberKey(3)));
  EXPECT_THAT(Keys({"", NumberKey(1)}), ElementsAre(NumberKey(0)));
  EXPECT_THAT(Keys({NumberKey(1), NumberKey(1)}), IsEmpty());
  EXPECT_THAT(Keys({NumberKey(3), NumberKey(1)}), IsEmpty());
}

TEST_P(StoreContract, ScanInReverse) {
  ASSERT_THAT(store().Commit(Numbers(4)), IsOk());
  ScanOptions reverse{.limit = 1000, .bytes = 1 << 20, .reverse = true};
  EXPECT_THAT(Keys({NumberKey(1), NumberKey(3)}, reverse), ElementsAre(NumberKey(2), NumberKey(1)));
  EXPECT_THAT(Keys({NumberKey(2), ""}, reverse), ElementsAre(NumberKey(3), NumberKey(2)));
  EXPECT_THAT(Keys({NumberKey(3), NumberKey(1)}, reverse), IsEmpty());
  EXPECT_THAT(Keys({}, reverse), ElementsAre(NumberKey(3), NumberKey(2), NumberKey(1), NumberKey(0)));
}

TEST_P(StoreContract, ScanStopsAtItsLimitAndGoesOn) {
  ASSERT_THAT(store().Commit(Numbers(10)), IsOk());
  for (bool reverse : {false, true}) {
    ScanOptions options{.limit = 3, .bytes = 1 << 20, .reverse = reverse};
    auto first = OpenView()->Scan({}, options);
    ASSERT_THAT(first, IsOk());
    EXPECT_EQ(first->rows.size(), 3u);
    EXPECT_TRUE(first->resume_key.has_value());
    EXPECT_EQ(Keys({}, options).size(), 10u);
  }
  ScanOptions exact{.limit = 10, .bytes = 1 << 20, .reverse = false};
  EXPECT_EQ(OpenView()->Scan({}, exact)->resume_key, std::nullopt);
}

TEST_P(StoreContract, ScanStopsAtItsBytesButGivesOneRow) {
  ASSERT_THAT(store().Commit(Numbers(10)), IsOk());
  size_t row_bytes = NumberKey(0).size() + 5;
  ScanOptions options{.limit = 1000, .bytes = 2 * row_bytes, .reverse = false};
  EXPECT_EQ(OpenView()->Scan({}, options)->rows.size(), 2u);
  options.bytes = 1;
  EXPECT_EQ(OpenView()->Scan({}, options)->rows.size(), 1u);
  EXPECT_EQ(Keys({}, options).size(), 10u);
}

TEST_P(StoreContract, ScanBatchIsAMebibyteAtMost) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_THAT(store().Commit(Batch().Put(NumberKey(i), std::string(65536, 'v'))), IsOk());
  }
  ScanOptions greedy{.limit = 1000, .bytes = 1 << 30, .reverse = false};
  EXPECT_EQ(OpenView()->Scan({}, greedy)->rows.size(), 15u);
  EXPECT_EQ(Keys({}, greedy).size(), 20u);
}

TEST_P(StoreContract, ScanOfNoRowsIsRefused) {
  EXPECT_THAT(OpenView()->Scan({}, {.limit = 0, .bytes = 1 << 20, .reverse = false}),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(StoreContract, KeysOrderAsUnsignedBytes) {
  std::vector<std::string> texts = {
      "",        std::string(1, '\0'), std::string("\0a", 2), "\x01", "A", "a", "ab", "\x7F", "\x80", "\xFF",
      "\xFF\xFF"};
  Batch batch;
  std::vector<std::string> keys;
  for (const std::string& text : texts) keys.push_back(Key("d", text));
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) batch.Put(*key, "");
  ASSERT_THAT(store().Commit(batch), IsOk());
  EXPECT_EQ(Keys({}), keys);
}

TEST_P(StoreContract, ViewExpires) {
  ASSERT_THAT(store().Commit(Numbers(1)), IsOk());
  std::unique_ptr<View> view = OpenView();
  clock().Advance(store().capabilities().view_lifetime);
  EXPECT_THAT(view->Get(NumberKey(0)), IsOk());
  clock().Advance(absl::Milliseconds(1));
  EXPECT_TRUE(IsViewExpired(view->Get(NumberKey(0)).status()));
  EXPECT_TRUE(IsViewExpired(view->MultiGet({NumberKey(0)}).status()));
  EXPECT_TRUE(IsViewExpired(view->Scan({}, {}).status()));
  EXPECT_EQ(Read(NumberKey(0)), "value") << "a new view";
}

}  // namespace
}  // namespace karvan::kv::testing
