#include "tests/benchmarks/workload/trade_model.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "tests/benchmarks/workload/areas.h"

namespace karvan::bench {
namespace {

constexpr uint64_t kRows = 20'000;

// Calls visit(id, month) for every cell.
template <typename Visit>
void ForEachCell(const TradeModel& model, Visit visit) {
  for (int month = 0; month < kMonths; ++month) {
    for (const uint32_t id : model.active(month)) visit(id, month);
  }
}

TEST(TradeModelTest, HasTheRowsAskedForEachOnce) {
  const TradeModel model({.rows = kRows});
  std::set<std::tuple<int, int, bool, int, int>> cells;
  ForEachCell(model, [&](uint32_t id, int month) {
    const TradeSeries& series = model.series(id);
    EXPECT_NE(series.reporter, series.partner);
    cells.insert({series.reporter, series.partner, series.imports, series.product, month});
  });
  EXPECT_EQ(cells.size(), kRows);
}

TEST(TradeModelTest, ProductsHaveCodesOfTheirOwn) {
  const TradeModel model({.rows = 1});
  std::set<std::string> codes;
  for (const Product& product : model.products()) {
    EXPECT_EQ(product.code.size(), 6u);
    EXPECT_NE(product.code.substr(0, 2), "77");
    codes.insert(product.code);
  }
  EXPECT_EQ(codes.size(), model.products().size());
}

// The first figures of a known seed: a change of these values is a change of the data that results are
// compared on.
TEST(TradeModelTest, GoldenFigures) {
  const TradeModel model({.rows = kRows});
  const uint32_t id = model.active(0)[0];
  const TradeSeries& series = model.series(id);
  const Figure figure = model.FigureOf(id, 0);
  EXPECT_EQ(AreaCode(series.reporter), "SGP");
  EXPECT_EQ(AreaCode(series.partner), "ARM");
  EXPECT_EQ(model.products()[series.product].code, "830868");
  EXPECT_EQ(figure.cents, 6247087u);
  EXPECT_EQ(figure.kilograms, 7214u);
  EXPECT_EQ(figure.quantity, 7214u);
}

TEST(TradeModelTest, OutliersAreOneInAThousandAndChangeValuesAlone) {
  const TradeModel plain({.rows = kRows});
  const TradeModel outlying({.rows = kRows, .outliers = true});
  int larger = 0;
  ForEachCell(plain, [&](uint32_t id, int month) {
    const Figure before = plain.FigureOf(id, month);
    const Figure after = outlying.FigureOf(id, month);
    EXPECT_EQ(after.kilograms, before.kilograms);
    EXPECT_EQ(after.quantity, before.quantity);
    if (after.cents == before.cents) return;
    EXPECT_EQ(after.cents, before.cents * 1000);
    ++larger;
  });
  EXPECT_GT(larger, 5);
  EXPECT_LT(larger, 50);
}

TEST(TradeModelTest, VintagesReviseTheSameCells) {
  const TradeModel first({.rows = kRows, .vintage = 1});
  const TradeModel second({.rows = kRows, .vintage = 2});
  uint64_t changed = 0;
  for (int month = 0; month < kMonths; ++month) EXPECT_EQ(first.active(month), second.active(month));
  ForEachCell(first, [&](uint32_t id, int month) {
    changed += first.FigureOf(id, month).cents != second.FigureOf(id, month).cents;
  });
  EXPECT_GT(changed, kRows * 9 / 10);
}

}  // namespace
}  // namespace karvan::bench
