#include "services/statistics/storage/run_cursor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/kv/memory_store.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/row_sorter.h"
#include "services/statistics/storage/run_writer.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::IsEmpty;

// A run of 5,000 products of each of two partners, which takes several pages.
class RunCursorTest : public ::testing::Test {
 protected:
  static constexpr int kProducts = 5000;

  void SetUp() override {
    RowSorter sorter;
    for (const char* partner : {"TJK", "UZB"}) {
      for (int i = 0; i < kProducts; ++i) sorter.Add(i, Cell(partner, i));
    }
    sorter.Sort();
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<kv::BulkLoader> loader, store_->BulkLoad(RunPrefix("tj", 1)));
    RunWriter writer("tj", 1, *loader);
    for (const RowSorter::Row& row : sorter.rows()) {
      ASSERT_OK(writer.Add(row.cell_class(), row.cell_key(), row.cell));
    }
    ASSERT_OK(writer.Finish());
  }

  static Observation Cell(const char* partner, int i) {
    Observation cell;
    cell.series = {"KAZ", "X", partner, "H6", std::to_string(100000 + i), "W00", "C00", "0"};
    cell.period = *Period::Year(2023);
    cell.measures.value = Decimal::FromInteger(i);
    return cell;
  }

  // The values of all cells from a position on.
  std::vector<std::string> Values(const ObservationFilter& filter, absl::string_view position = "") {
    PageReader reader(*store_, [] { return absl::OkStatus(); });
    RunCursor cursor(reader, "tj", 1, CellClass::kTotal, filter, position);
    std::vector<std::string> values;
    while (true) {
      EXPECT_OK(cursor.Next());
      if (cursor.done()) return values;
      values.push_back(cursor.cell().measures.value->ToString());
    }
  }

  ManualClock clock_{absl::UnixEpoch()};
  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
};

TEST_F(RunCursorTest, ReadsAllPages) {
  const std::vector<std::string> values = Values({});
  ASSERT_EQ(values.size(), 2 * kProducts);
  for (int i = 0; i < 2 * kProducts; ++i) ASSERT_EQ(values[i], std::to_string(i % kProducts));
}

TEST_F(RunCursorTest, StartsAnywhere) {
  for (int start : {0, 1, 137, kProducts - 1}) {
    const std::vector<std::string> values = Values({}, CellKey(Cell("TJK", start)));
    ASSERT_EQ(values.size(), 2 * kProducts - start) << start;
    EXPECT_EQ(values[0], std::to_string(start));
  }
  Observation absent = Cell("TJK", 10);
  absent.period = *Period::Year(2030);
  EXPECT_EQ(Values({}, CellKey(absent))[0], "11");
  EXPECT_THAT(Values({}, CellKey(Cell("XKX", 0))), IsEmpty());
}

TEST_F(RunCursorTest, StartsWithinTheRangesOfAFilter) {
  ObservationFilter filter;
  filter.reporters = CodeSet::Of({"AFG", "KAZ", "ZZZ"});
  filter.flows = CodeSet::Of({"M", "X"});
  filter.partners = CodeSet::Of({"UZB"});
  EXPECT_EQ(Values(filter).size(), kProducts);
  EXPECT_EQ(Values(filter, CellKey(Cell("TJK", 4))).size(), kProducts);
  EXPECT_EQ(Values(filter, CellKey(Cell("UZB", 4))).size(), kProducts - 4);
  filter.products = CodeSet::Of({"100007", "104000"});
  EXPECT_THAT(Values(filter), ::testing::ElementsAre("7", "4000"));
}

TEST_F(RunCursorTest, OutlivesItsViews) {
  ObservationFilter all;
  PageReader reader(*store_, [] { return absl::OkStatus(); });
  RunCursor cursor(reader, "tj", 1, CellClass::kTotal, all, "");
  int cells = 0;
  while (true) {
    ASSERT_OK(cursor.Next());
    if (cursor.done()) break;
    ++cells;
    clock_.Advance(absl::Seconds(1));
  }
  EXPECT_EQ(cells, 2 * kProducts);
}

TEST_F(RunCursorTest, EndsWhenNobodyWaits) {
  ObservationFilter all;
  PageReader reader(*store_, [] { return absl::CancelledError("gone"); });
  RunCursor cursor(reader, "tj", 1, CellClass::kTotal, all, "");
  EXPECT_THAT(cursor.Next(), StatusIs(absl::StatusCode::kCancelled, "gone"));
}

}  // namespace
}  // namespace karvan::statistics
