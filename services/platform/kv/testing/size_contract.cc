#include <random>
#include <string>

#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/testing/matchers.h"

// What the sizes of ranges promise: their split, and the usage of a prefix.
namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;

constexpr uint64_t kRows = 12'000;
constexpr size_t kValueBytes = 200;

const std::string kRun = Key("d", "run");

std::string RunKey(uint64_t number) { return KeyBuilder(kRun).Uint(number).Take(); }

// `rows` rows that do not compress, below kRun.
void LoadRun(Store& store, uint64_t rows) {
  std::mt19937 random(1);
  absl::StatusOr<std::unique_ptr<BulkLoader>> loader = store.BulkLoad(kRun);
  ASSERT_THAT(loader, IsOk());
  std::string value(kValueBytes, '\0');
  for (uint64_t i = 0; i < rows; ++i) {
    for (char& byte : value) byte = static_cast<char>(random());
    ASSERT_THAT((*loader)->Add(RunKey(i), value), IsOk());
  }
  ASSERT_THAT((*loader)->Seal(), IsOk());
}

// The rows of each part, which must adjoin and together be the range.
std::vector<size_t> RowsOfParts(View& view, const Range& range, size_t parts) {
  absl::StatusOr<std::vector<Range>> ranges = view.SplitRange(range, parts);
  EXPECT_THAT(ranges, IsOk());
  std::vector<size_t> rows;
  if (!ranges.ok() || ranges->empty()) return rows;
  EXPECT_LE(ranges->size(), parts);
  EXPECT_EQ(ranges->front().start, range.start);
  EXPECT_EQ(ranges->back().end, range.end);
  for (size_t i = 0; i < ranges->size(); ++i) {
    if (i > 0) {
      EXPECT_EQ((*ranges)[i].start, (*ranges)[i - 1].end);
      EXPECT_GT((*ranges)[i].start, (*ranges)[i - 1].start);
    }
    rows.push_back(ReadAll(view, (*ranges)[i], {}).size());
  }
  return rows;
}

TEST_P(StoreContract, SplitPartsHoldAboutTheSame) {
  LoadRun(store(), kRows);
  // A few rows far away move no boundary much.
  ASSERT_THAT(store().Commit(Batch().Put(Key("a", ""), "")), IsOk());
  ASSERT_THAT(store().Commit(Batch().Put(Key("z", ""), "")), IsOk());
  std::unique_ptr<View> view = OpenView();
  for (size_t parts : {2u, 3u, 8u}) {
    for (const Range& range : {PrefixRange(kRun), Range{}}) {
      std::vector<size_t> rows = RowsOfParts(*view, range, parts);
      ASSERT_EQ(rows.size(), parts);
      for (size_t count : rows) {
        EXPECT_GT(count, kRows / parts / 2);
        EXPECT_LT(count, kRows / parts * 2);
      }
    }
  }
}

TEST_P(StoreContract, SplitOfFewRows) {
  std::unique_ptr<View> empty = OpenView();
  EXPECT_THAT(RowsOfParts(*empty, {}, 4), ElementsAre(0));
  ASSERT_THAT(store().Commit(Batch().Put(RunKey(1), "").Put(RunKey(2), "").Put(RunKey(3), "")), IsOk());
  EXPECT_THAT(RowsOfParts(*empty, {}, 4), ElementsAre(0)) << "an old view";
  std::unique_ptr<View> view = OpenView();
  EXPECT_THAT(RowsOfParts(*view, {}, 1), ElementsAre(3));
  size_t rows = 0;
  for (size_t count : RowsOfParts(*view, {RunKey(1), RunKey(3)}, 8)) rows += count;
  EXPECT_EQ(rows, 2u);
  EXPECT_THAT(RowsOfParts(*view, {RunKey(3), RunKey(1)}, 2), ElementsAre(0));
  EXPECT_THAT(view->SplitRange({}, 0), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(StoreContract, UsageOfFewRowsIsExact) {
  auto usage = [this](const std::string& prefix) { return *store().Usage(prefix); };
  EXPECT_EQ(usage("").rows, 0u);
  EXPECT_EQ(usage(kRun).bytes, 0u);
  ASSERT_THAT(store().Commit(Batch().Put(RunKey(1), "12345").Put(RunKey(2), "").Put(Key("d", "s"), "x")),
              IsOk());
  EXPECT_EQ(usage(kRun).rows, 2u);
  EXPECT_EQ(usage(kRun).bytes, 2 * RunKey(1).size() + 5);
  EXPECT_EQ(usage("").rows, 3u);
  ASSERT_THAT(store().DropPrefix(kRun), IsOk());
  EXPECT_EQ(usage(kRun).rows, 0u);
  EXPECT_EQ(usage("").bytes, Key("d", "s").size() + 1);
  EXPECT_THAT(store().Usage("plain"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_P(StoreContract, UsageOfManyRowsIsAboutRight) {
  LoadRun(store(), kRows);
  const uint64_t bytes = kRows * (RunKey(0).size() + kValueBytes);
  for (const std::string& prefix : {kRun, Key("d", "run"), std::string()}) {
    ASSERT_OK_AND_ASSIGN(const PrefixUsage usage, store().Usage(prefix));
    EXPECT_GT(usage.rows, kRows * 8 / 10);
    EXPECT_LT(usage.rows, kRows * 12 / 10);
    EXPECT_GT(usage.bytes, bytes * 8 / 10);
    EXPECT_LT(usage.bytes, bytes * 12 / 10);
  }
  EXPECT_EQ(store().Usage(Key("d", "other"))->rows, 0u);
}

}  // namespace
}  // namespace karvan::kv::testing
