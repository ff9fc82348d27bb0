#include "services/statistics/storage/row_sorter.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {
namespace {

using ::testing::Optional;

Observation CellOf(std::string partner, const char* period, const char* value, std::string transport = "0") {
  Observation cell;
  cell.series = {"KAZ", "X", std::move(partner), "HS", "TOTAL", "W00", "C00", std::move(transport)};
  cell.period = *Period::Parse(period);
  cell.measures.value = *Decimal::Parse(value);
  return cell;
}

std::string ValueOf(const RowSorter::Row& row) {
  stored::StoredCell cell;
  EXPECT_TRUE(cell.ParseFromArray(row.cell.data(), static_cast<int>(row.cell.size())));
  return cell.value();
}

TEST(RowSorterTest, TotalsFirstThenByCellThenByLine) {
  RowSorter sorter;
  sorter.Add(2, CellOf("UZB", "2023", "1"));
  sorter.Add(3, CellOf("TJK", "2024", "2"));
  sorter.Add(4, CellOf("TJK", "2023", "3", "1000"));
  sorter.Add(5, CellOf("TJK", "2023", "4"));
  sorter.Add(6, CellOf("TJK", "2024", "5"));
  sorter.Sort();
  std::vector<std::string> values;
  for (const RowSorter::Row& row : sorter.rows()) values.push_back(ValueOf(row));
  EXPECT_EQ(values, (std::vector<std::string>{"4", "2", "5", "1", "3"}));
  EXPECT_EQ(sorter.rows()[1].key, sorter.rows()[2].key);
  EXPECT_EQ(sorter.rows()[4].cell_class(), CellClass::kBreakdown);
  ASSERT_OK_AND_ASSIGN(Cell cell, ParseCellKey(sorter.rows()[3].cell_key()));
  EXPECT_EQ(cell.series.partner, "UZB");
}

TEST(RowSorterTest, Find) {
  RowSorter sorter;
  for (int year = 2000; year < 2020; ++year) {
    sorter.Add(year, CellOf("TJK", std::to_string(year).c_str(), "1"));
  }
  sorter.Sort();
  EXPECT_THAT(sorter.Find(CellOf("TJK", "2003", "9")), Optional(3));
  EXPECT_EQ(sorter.Find(CellOf("TJK", "2003-Q1", "9")), std::nullopt);
  EXPECT_EQ(sorter.Find(CellOf("UZB", "2003", "9")), std::nullopt);
}

TEST(RowSorterTest, RowsStayInPlaceOverManyBlocks) {
  RowSorter sorter;
  for (int i = 0; i < 50'000; ++i) {
    sorter.Add(i, CellOf("TJK", std::to_string(1000 + i % 9000).c_str(), std::to_string(i).c_str()));
  }
  sorter.Sort();
  for (size_t i = 1; i < sorter.rows().size(); ++i) {
    const RowSorter::Row& row = sorter.rows()[i];
    ASSERT_LE(sorter.rows()[i - 1].key, row.key);
    ASSERT_EQ(ValueOf(row), std::to_string(row.line));
  }
}

}  // namespace
}  // namespace karvan::statistics
