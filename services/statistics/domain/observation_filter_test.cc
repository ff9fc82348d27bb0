#include "services/statistics/domain/observation_filter.h"

#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

SeriesKey KazakhExportsTo(std::string partner) {
  return {.reporter = "KAZ", .flow = "X", .partner = std::move(partner)};
}

Period P(const char* text) { return *Period::Parse(text); }

TEST(ObservationFilterTest, EmptyTakesAllTotals) {
  ObservationFilter filter;
  EXPECT_TRUE(filter.Matches(KazakhExportsTo("TJK")));
  EXPECT_TRUE(filter.Matches(KazakhExportsTo("W00")));
  EXPECT_TRUE(filter.Matches(P("2024-01-01/P7M")));
  EXPECT_FALSE(filter.AsksForBreakdowns());
}

TEST(ObservationFilterTest, BreakdownsOnlyWhenAskedFor) {
  SeriesKey by_air = KazakhExportsTo("TJK");
  by_air.transport_mode = "1000";
  ObservationFilter filter;
  EXPECT_FALSE(filter.Matches(by_air));
  filter.transport_modes = CodeSet::Any();
  EXPECT_TRUE(filter.Matches(by_air));
  EXPECT_TRUE(filter.AsksForBreakdowns());
  filter.transport_modes = CodeSet::Of({"0", "2100"});
  EXPECT_FALSE(filter.Matches(by_air));
  EXPECT_TRUE(filter.AsksForBreakdowns());
}

TEST(ObservationFilterTest, EveryPartMustMatch) {
  ObservationFilter filter;
  filter.reporters = CodeSet::Of({"KAZ", "TJK"});
  filter.partners = CodeSet::Of({"TJK"});
  EXPECT_TRUE(filter.Matches(KazakhExportsTo("TJK")));
  EXPECT_FALSE(filter.Matches(KazakhExportsTo("UZB")));
  filter.products = CodeSet::Of({"27"});
  EXPECT_FALSE(filter.Matches(KazakhExportsTo("TJK")));
}

TEST(ObservationFilterTest, PeriodsLieWithinTheMonths) {
  ObservationFilter filter;
  filter.first_month = P("2024-01").first_month();
  filter.end_month = P("2024-06").end_month();
  EXPECT_TRUE(filter.Matches(P("2024-01")));
  EXPECT_TRUE(filter.Matches(P("2024-S1")));
  EXPECT_FALSE(filter.Matches(P("2024-01-01/P7M")));
  EXPECT_FALSE(filter.Matches(P("2023-12")));
  EXPECT_FALSE(filter.Matches(P("2024")));
}

TEST(ObservationFilterTest, NamedPeriodsAreIntervals) {
  ObservationFilter filter;
  filter.periods = {P("2024-01-01/P3M")};
  EXPECT_TRUE(filter.Matches(P("2024-Q1")));
  EXPECT_FALSE(filter.Matches(P("2024-01")));
}

TEST(ObservationFilterTest, RangesAndLevelsOfProducts) {
  auto product = [](const char* code) {
    SeriesKey key = KazakhExportsTo("TJK");
    key.product = code;
    return key;
  };
  ObservationFilter filter;
  filter.products = CodeSet::Of({"27"}, {*CodeRange::Between("84", "85")});
  for (const char* code : {"27", "84", "850110", "8599"}) EXPECT_TRUE(filter.Matches(product(code))) << code;
  for (const char* code : {"2709", "83", "86", "TOTAL"}) EXPECT_FALSE(filter.Matches(product(code))) << code;
  filter.product_digits = {4, 6};
  EXPECT_TRUE(filter.Matches(product("8501")));
  EXPECT_FALSE(filter.Matches(product("85")));
  filter.products = CodeSet::Any();
  filter.product_digits = {0};
  EXPECT_TRUE(filter.Matches(product("TOTAL")));
  EXPECT_FALSE(filter.Matches(product("27101"))) << "TOTAL has no digits, but five letters";
}

TEST(ObservationFilterTest, LengthsOfPeriods) {
  ObservationFilter filter;
  filter.period_lengths = {1, 7};
  EXPECT_TRUE(filter.Matches(P("2024-01")));
  EXPECT_TRUE(filter.Matches(P("2024-01-01/P7M")));
  EXPECT_FALSE(filter.Matches(P("2024-Q1")));
  EXPECT_FALSE(filter.Matches(P("2024")));
}

TEST(ObservationFilterTest, OfOneSeries) {
  SeriesKey by_air = KazakhExportsTo("TJK");
  by_air.transport_mode = "1000";
  EXPECT_TRUE(FilterOf(by_air).Matches(by_air));
  EXPECT_FALSE(FilterOf(by_air).Matches(KazakhExportsTo("TJK")));
}

}  // namespace
}  // namespace karvan::statistics
