#include "services/statistics/domain/scope.h"

#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

Code C(const char* text) { return Code::Parse(text).value(); }

TEST(ScopeTest, CoversWhatEveryPartTakes) {
  SeriesKey series;
  series.reporter = "KAZ";
  series.flow = "X";
  series.partner = "TJK";
  const GroupKey group = GroupOf(series).value();
  Scope scope;
  EXPECT_TRUE(scope.Covers(group, C("27"), 2024 * 12, 12)) << "an empty scope is everything";
  scope.reporters = {C("TJK"), C("KAZ")};
  scope.flows = {C("X")};
  scope.first_month = 2024 * 12;
  scope.end_month = 2024 * 12 + 7;
  EXPECT_TRUE(scope.Covers(group, C("27"), 2024 * 12, 7));
  EXPECT_FALSE(scope.Covers(group, C("27"), 2024 * 12, 8)) << "the period must lie within";
  EXPECT_FALSE(scope.Covers(group, C("27"), 2023 * 12 + 11, 2));
  scope.products = {C("44")};
  EXPECT_FALSE(scope.Covers(group, C("27"), 2024 * 12, 7));
  scope.products.clear();
  scope.partners = {C("UZB")};
  EXPECT_FALSE(scope.Covers(group, C("27"), 2024 * 12, 7));
  scope.partners.clear();
  scope.classifications = {C("H6")};
  EXPECT_FALSE(scope.Covers(group, C("27"), 2024 * 12, 7));
}

TEST(GroupKeyTest, GoesThereAndBack) {
  const SeriesKey series{"KAZ", "X", "TJK", "H6", "UZB", "C01", "2100", "270900"};
  const GroupKey group = GroupOf(series).value();
  EXPECT_EQ(SeriesOf(group, C("270900")), series);
  EXPECT_TRUE(IsBreakdown(group));
  SeriesKey totals = series;
  totals.second_partner = kWorld;
  totals.customs_procedure = kTotalCustoms;
  totals.transport_mode = kTotalTransport;
  EXPECT_FALSE(IsBreakdown(GroupOf(totals).value()));
  totals.reporter = "kaz";
  EXPECT_EQ(GroupOf(totals), std::nullopt);
}

TEST(GroupKeyTest, OrdersAsSeries) {
  SeriesKey a{"KAZ", "M", "UZB", "HS", "W00", "C00", "0", "27"};
  SeriesKey b{"KAZ", "X", "AFG", "HS", "W00", "C00", "0", "01"};
  EXPECT_LT(a, b);
  EXPECT_LT(GroupOf(a), GroupOf(b));
}

}  // namespace
}  // namespace karvan::statistics
