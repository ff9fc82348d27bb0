#include "services/statistics/storage/run/run_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace karvan::statistics {
namespace {

Code CodeOf(uint32_t number) { return Code::Parse(absl::StrCat(number)).value(); }

CellTable RandomTable(uint32_t seed, uint32_t cells) {
  std::mt19937 random(seed);
  const uint32_t products = 1 + seed * 400;  // some need several digits, in one table all are equal
  CellTableBuilder builder;
  for (uint32_t i = 0; i < cells; ++i) {
    GroupKey group;
    group.reporter = CodeOf(random() % (seed + 1));
    group.flow = CodeOf(random() % 2);
    group.partner = CodeOf(random() % 200);
    group.transport_mode = CodeOf(seed % 3 == 0 ? 0 : random() % 3);
    PackedCell cell;
    cell.group = builder.AddGroup(group);
    cell.product = CodeOf(random() % products);
    cell.first_month = static_cast<int32_t>(24000 + random() % (1 + seed * 3));
    cell.month_count = 1 + static_cast<int32_t>(random() % 2);
    builder.AddCell(cell);
  }
  return builder.Take();
}

auto OrderOf(const CellTable& table, const PackedCell& cell) {
  return std::make_tuple(table.groups[cell.group], cell.product, cell.first_month, cell.month_count);
}

std::vector<uint32_t> Expected(const CellTable& table) {
  std::vector<uint32_t> places(table.cells.size());
  std::iota(places.begin(), places.end(), 0);
  std::stable_sort(places.begin(), places.end(), [&](uint32_t a, uint32_t b) {
    return OrderOf(table, table.cells[a]) < OrderOf(table, table.cells[b]);
  });
  return places;
}

TEST(RunOrderTest, AgreesWithASortByComparison) {
  for (uint32_t seed = 0; seed < 12; ++seed) {
    const CellTable table = RandomTable(seed, 3'000);
    EXPECT_EQ(RunOrder(table), Expected(table)) << seed;
  }
}

TEST(RunOrderTest, NothingAndOneCell) {
  EXPECT_TRUE(RunOrder(CellTable()).empty());
  EXPECT_EQ(RunOrder(RandomTable(1, 1)), std::vector<uint32_t>({0}));
}

TEST(RunOrderTest, SortedCellsTellWhereTheyStood) {
  CellTable table = RandomTable(3, 2'000);
  const CellTable before = table;
  const std::vector<uint32_t> places = SortCells(table);
  EXPECT_EQ(places, Expected(before));
  for (size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(OrderOf(table, table.cells[i]), OrderOf(before, before.cells[places[i]]));
  }
  const std::vector<uint32_t> again = SortCells(table);
  EXPECT_TRUE(std::is_sorted(again.begin(), again.end())) << "sorted cells stay where they are";
}

}  // namespace
}  // namespace karvan::statistics
