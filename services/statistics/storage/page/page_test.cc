#include "services/statistics/storage/page/page.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/page/testing/page_walk.h"
#include "services/statistics/storage/page/testing/sample_table.h"

namespace karvan::statistics {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Encode(const CellTable& table) { return EncodePage(table, AllPlaces(table)); }

std::vector<std::string> Sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

// The example of FORMAT.md.
CellTable SmallTable() {
  CellTableBuilder builder;
  auto add = [&builder](const char* product, int first_month, const char* value, int net_weight) {
    Measures measures;
    measures.quantity_unit = "kg";
    measures.value = Decimal::Parse(value).value();
    measures.net_weight = Decimal::FromInteger(net_weight);
    measures.quantity = measures.net_weight;
    builder.Add(SampleCell("TJK", product, Period::FromMonths(first_month, 1).value(), measures));
  };
  add("100199", 2023 * 12 + 10, "125000.50", 400000);
  add("100199", 2023 * 12 + 11, "98000.00", 310000);
  add("110100", 2023 * 12 + 11, "7000000000.00", 900);
  for (PackedCell& cell : builder.table().cells) cell.sequence = 7;
  return builder.Take();
}

TEST(PageTest, HasTheseBytes) {
  const std::string bytes = Encode(SmallTable());
  EXPECT_EQ(absl::BytesToHexString(bytes),
            "028b78b5678eab9113032a078020c18003ffad01a457b1a402ac56bf1f017f0306040205010018028ac5908808b7fb"
            "ff070102000000026b67014101460001022e020000000c800e000003000201020280e082b4df280a52bcbe40899500"
            "030000001a801a06f0ba04840300000000000000000000000000000000000000");
  ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page, Page::Parse(bytes, "page"));
  EXPECT_THAT(Describe(*page), ElementsAre("KAZ X TJK 100199 24286+1 125000.50 400000 400000 - - kg A 0 7",
                                           "KAZ X TJK 100199 24287+1 98000.00 310000 310000 - - kg A 0 7",
                                           "KAZ X TJK 110100 24287+1 7000000000.00 900 900 - - kg A 0 7"));
}

TEST(PageTest, GivesBackEveryCell) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    const CellTable table = RandomTable(seed, 40);
    ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page, Page::Parse(Encode(table), "page"));
    EXPECT_EQ(page->cell_count(), table.cells.size());
    EXPECT_EQ(Sorted(Describe(*page)), Sorted(Describe(table))) << seed;
    EXPECT_TRUE(IsConsistent(*page)) << seed;
  }
}

TEST(PageTest, OrdersCellsByGroupLengthYearProductAndMonth) {
  CellTableBuilder builder;
  auto add = [&builder](const char* partner, const char* product, int first_month, int months) {
    builder.Add(SampleCell(partner, product, Period::FromMonths(first_month, months).value(), Measures()));
  };
  add("KGZ", "270900", 2022 * 12 + 5, 1);
  add("TJK", "100199", 2022 * 12, 1);
  add("TJK", "100199", 2022 * 12, 7);
  add("TJK", "100199", 2023 * 12 + 1, 1);
  add("TJK", "110100", 2022 * 12 + 3, 1);
  add("TJK", "110100", 2022 * 12 + 11, 1);
  ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page, Page::Parse(Encode(builder.Take()), "page"));
  EXPECT_THAT(
      Describe(*page),
      ElementsAre("KAZ X KGZ 270900 24269+1 - - - - -  A 0 0", "KAZ X TJK 100199 24264+1 - - - - -  A 0 0",
                  "KAZ X TJK 110100 24267+1 - - - - -  A 0 0", "KAZ X TJK 110100 24275+1 - - - - -  A 0 0",
                  "KAZ X TJK 100199 24277+1 - - - - -  A 0 0", "KAZ X TJK 100199 24264+7 - - - - -  A 0 0"));
}

TEST(PageTest, HoldsOneCell) {
  CellTableBuilder builder;
  Measures measures;
  measures.value = Decimal::Parse("-0.01").value();
  measures.statement = "estimated by the office";
  builder.Add(SampleCell("TJK", "27", Period::Year(2024).value(), measures));
  const CellTable table = builder.Take();
  ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page, Page::Parse(Encode(table), "page"));
  EXPECT_THAT(Describe(*page), ElementsAre("KAZ X TJK 27 24288+12 -0.01 - - - -  A 0 0"));
  EXPECT_EQ(page->AttributesOf(0, 0).statement, "estimated by the office");
  EXPECT_TRUE(IsConsistent(*page));
}

TEST(PageTest, HoldsAsManyCellsAsItsNumbersCount) {
  CellTableBuilder builder;
  for (int product = 0; builder.size() < page_layout::kMaxCells; ++product) {
    for (int month = 2010 * 12; month < 2020 * 12 && builder.size() < page_layout::kMaxCells; ++month) {
      Measures measures;
      measures.value = Decimal::FromUnscaled(month * 1000 + product, 2).value();
      builder.Add(
          SampleCell("TJK", absl::StrCat(100000 + product), Period::FromMonths(month, 1).value(), measures));
    }
  }
  const CellTable table = builder.Take();
  ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page, Page::Parse(Encode(table), "page"));
  EXPECT_EQ(page->cell_count(), 65'535u);
  EXPECT_EQ(page->blocks().size(), 10u);
  int64_t sum = 0;
  for (const PackedCell& cell : table.cells) sum += cell.value.unscaled;
  EXPECT_EQ(page->column(Measure::kValue).Sum(0, page->cell_count()), sum);
}

TEST(PageTest, TellsTheLeastAndTheGreatestSequence) {
  CellTable table = SmallTable();
  table.cells[0].sequence = 3;
  table.cells[2].sequence = 12;
  ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page, Page::Parse(Encode(table), "page"));
  EXPECT_EQ(page->min_sequence(), 3);
  EXPECT_EQ(page->max_sequence(), 12);
}

TEST(PageTest, RefusesAnotherFormat) {
  std::string bytes = Encode(SmallTable());
  bytes[0] = 3;
  const absl::Status status = Page::Parse(bytes, "page 8 of run 2").status();
  EXPECT_TRUE(kv::IsCorrupt(status));
  EXPECT_THAT(status.message(), HasSubstr("page 8 of run 2: the page has format 3, not 2"));
}

}  // namespace
}  // namespace karvan::statistics
