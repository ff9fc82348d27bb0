#include "services/indicators/domain/indicator/catalogue.h"

#include <algorithm>

#include "services/indicators/domain/indicator/testing/trade_builder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::indicators::testing::D;
using ::karvan::indicators::testing::P;
using ::karvan::indicators::testing::TradeBuilder;

IndicatorResult Of(absl::string_view indicator, const BilateralTrade& trade, const IndicatorQuery& query) {
  absl::StatusOr<IndicatorResult> result = Compute(*FindIndicator(indicator), trade, query);
  EXPECT_THAT(result, karvan::testing::IsOk());
  return *result;
}

IndicatorQuery In(absl::string_view period) {
  IndicatorQuery query;
  query.period = P(period);
  return query;
}

IndicatorQuery In(absl::string_view period, Flow flow) {
  IndicatorQuery query = In(period);
  query.flow = flow;
  return query;
}

// Tajikistan's 2023, as TASS quoted it.
BilateralTrade Tajik2023() {
  return TradeBuilder("TJK", "KAZ").Add("X", "2023", "255.8").Add("M", "2023", "893").Build();
}

Interval Closed(absl::string_view lower, absl::string_view upper) {
  return Interval::Closed(D(lower), D(upper));
}

TEST(CatalogueTest, IsSortedById) {
  const std::vector<IndicatorDefinition>& catalogue = Catalogue();
  EXPECT_TRUE(std::is_sorted(catalogue.begin(), catalogue.end(),
                             [](const auto& a, const auto& b) { return a.id < b.id; }));
  EXPECT_EQ(FindIndicator("rca"), nullptr);
}

TEST(IndicatorTest, Turnover) {
  const IndicatorResult result = Of("turnover", Tajik2023(), In("2023"));
  EXPECT_EQ(result.indicator, "turnover");
  EXPECT_EQ(result.value, D("1148800000"));
  EXPECT_EQ(result.unit, "USD");
  EXPECT_EQ(result.interval, Closed("1148250000", "1149350000"));
  EXPECT_FALSE(result.printed_interval.has_value());
  EXPECT_EQ(result.variant, "X + M");
  EXPECT_EQ(result.dataset, "datasets/TJK");
  EXPECT_EQ(result.snapshot, 1);
}

TEST(IndicatorTest, TradeValueAndBalance) {
  const IndicatorResult exports = Of("trade_value", Tajik2023(), In("2023", Flow::kExports));
  EXPECT_EQ(exports.value, D("255800000"));
  EXPECT_EQ(exports.flow, Flow::kExports);
  EXPECT_EQ(exports.interval, Closed("255750000", "255850000"));
  const IndicatorResult balance = Of("balance", Tajik2023(), In("2023"));
  EXPECT_EQ(balance.value, D("-637200000"));
  EXPECT_EQ(balance.interval, Closed("-637750000", "-636650000"));
  EXPECT_FALSE(balance.flow.has_value());
}

TEST(IndicatorTest, FlowShareOfTheTurnover) {
  const IndicatorResult share = Of("flow_share", Tajik2023(), In("2023", Flow::kImports));
  EXPECT_EQ(share.value, D("77.733287"));
  EXPECT_EQ(share.unit, "PCT");
  EXPECT_EQ(share.interval, Closed("77.720207", "77.746357"));
  EXPECT_EQ(share.printed_interval, Closed("77.686382", "77.780196"));
}

TEST(IndicatorTest, FlowShareOfAPublishedTurnover) {
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").Add("T", "2023", "1000").Add("M", "2023", "250").Build();
  const IndicatorResult share = Of("flow_share", trade, In("2023", Flow::kImports));
  EXPECT_EQ(share.value, D("25"));
  EXPECT_EQ(share.variant, "of turnover as published");
  EXPECT_FALSE(share.printed_interval.has_value());
  const IndicatorResult missing = Of("flow_share", trade, In("2023", Flow::kExports));
  EXPECT_FALSE(missing.value.has_value());
  EXPECT_EQ(missing.absence.reason, Reason::kMissingInput);
}

TEST(IndicatorTest, GrowthOnThePublishedTurnover) {
  const BilateralTrade trade =
      TradeBuilder("KAZ", "TJK").Add("T", "2022-S1", "621.4").Add("T", "2021-S1", "519.02").Build();
  const IndicatorResult growth = Of("growth", trade, In("2022-S1"));
  EXPECT_EQ(growth.value, D("19.725637"));
  EXPECT_EQ(growth.interval, Closed("19.714849", "19.736424"));
  EXPECT_EQ(growth.flow, Flow::kTurnover);
  EXPECT_EQ(growth.variant, "as published");
}

TEST(IndicatorTest, GrowthOfMonthsQuartersAndCumulativePeriods) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ")
                                   .Add("X", "2024-07", "12")
                                   .Add("X", "2023-07", "10")
                                   .Add("X", "2024-Q1", "30")
                                   .Add("X", "2023-Q1", "40")
                                   .Add("X", "2024-01-01/P7M", "77")
                                   .Add("X", "2023-01-01/P7M", "70")
                                   .Build();
  EXPECT_EQ(Of("growth", trade, In("2024-07", Flow::kExports)).value, D("20"));
  EXPECT_EQ(Of("growth", trade, In("2024-Q1", Flow::kExports)).value, D("-25"));
  EXPECT_EQ(Of("growth", trade, In("2024-01-01/P7M", Flow::kExports)).value, D("10"));
}

TEST(IndicatorTest, GrowthNeedsAPositiveBase) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ")
                                   .Add("X", "2024", "12")
                                   .Add("X", "2023", "0")
                                   .Add("M", "2024", "12")
                                   .Add("M", "2023", "-1")
                                   .Build();
  EXPECT_EQ(Of("growth", trade, In("2024", Flow::kExports)).absence.reason, Reason::kZeroDenominator);
  EXPECT_EQ(Of("growth", trade, In("2024", Flow::kImports)).absence.reason, Reason::kNegativeBase);
  EXPECT_EQ(Of("growth", trade, In("2023", Flow::kImports)).absence.reason, Reason::kMissingInput);
}

TEST(IndicatorTest, ImpliedBase) {
  IndicatorQuery query = In("2023");
  query.growth = D("-20.3");
  const IndicatorResult base = Of("implied_base", Tajik2023(), query);
  EXPECT_EQ(base.value, D("1441405269.761606"));
  EXPECT_EQ(base.interval, Closed("1439811912.225705", "1443000627.746391"));
  EXPECT_EQ(base.printed_interval, Closed("1440438871.473354", "1442372881.355933"));
  query.growth = D("-100");
  EXPECT_EQ(Of("implied_base", Tajik2023(), query).absence.reason, Reason::kZeroDenominator);
}

TEST(IndicatorTest, RequiredGrowthToTwoBillion) {
  const struct {
    const char* deadline;
    const char* rounded;
  } expected[] = {{"2024", "74.1"}, {"2025", "31.9"}, {"2026", "20.3"},
                  {"2027", "14.9"}, {"2028", "11.7"}, {"2030", "8.2"}};
  for (const auto& [deadline, rounded] : expected) {
    IndicatorQuery query = In("2023");
    query.target_value = D("2000000000");
    query.deadline = P(deadline);
    const IndicatorResult growth = Of("required_growth", Tajik2023(), query);
    ASSERT_TRUE(growth.value.has_value());
    EXPECT_EQ(growth.value->Round(1), D(rounded)) << deadline;
    EXPECT_EQ(growth.unit, "PCT_PA");
    EXPECT_TRUE(Inside(Interval::Closed(*growth.value, *growth.value), *growth.interval));
    EXPECT_TRUE(Inside(*growth.printed_interval, *growth.interval));
  }
}

TEST(IndicatorTest, NothingGrowsFromNothing) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ").Add("T", "2023", "0").Build();
  IndicatorQuery query = In("2023");
  query.target_value = D("2");
  query.deadline = P("2024");
  EXPECT_EQ(Of("required_growth", trade, query).absence.reason, Reason::kZeroDenominator);
  EXPECT_EQ(Of("flow_share", TradeBuilder("TJK", "KAZ").Add("X", "2023", "0").Add("M", "2023", "0").Build(),
               In("2023", Flow::kImports))
                .absence.reason,
            Reason::kZeroDenominator);
}

TEST(IndicatorTest, ANegativeTurnoverHasNoShares) {
  const IndicatorResult of_flows =
      Of("flow_share", TradeBuilder("TJK", "KAZ").Add("X", "2023", "1").Add("M", "2023", "-3").Build(),
         In("2023", Flow::kExports));
  EXPECT_EQ(of_flows.absence.reason, Reason::kNegativeDenominator);
  EXPECT_EQ(of_flows.absence.text,
            "turnover of TJK with KAZ in 2023 is negative, so a share of it means nothing");
  const IndicatorResult of_turnover =
      Of("flow_share", TradeBuilder("TJK", "KAZ").Add("X", "2023", "1").Add("T", "2023", "-3").Build(),
         In("2023", Flow::kExports));
  EXPECT_EQ(of_turnover.absence.reason, Reason::kNegativeDenominator);
  IndicatorQuery query = In("2023");
  query.target_value = D("2");
  query.deadline = P("2024");
  EXPECT_EQ(
      Of("required_growth", TradeBuilder("TJK", "KAZ").Add("T", "2023", "-1").Build(), query).absence.reason,
      Reason::kNegativeDenominator);
}

TEST(IndicatorTest, AShareWithoutItsFlowNamesAllThatIsMissing) {
  const BilateralTrade hidden =
      TradeBuilder("TJK", "KAZ").Add("X", "2023", "").Confidential().Add("T", "2023-S1", "3").Build();
  const IndicatorResult share = Of("flow_share", hidden, In("2023", Flow::kExports));
  EXPECT_EQ(share.absence.reason, Reason::kSuppressed);
  ASSERT_EQ(share.absence.missing.size(), 1u);
  EXPECT_EQ(share.absence.missing[0].period, P("2023-S2"));
}

TEST(IndicatorTest, TurnoverAndSharesSayHowTheFlowsAreValued) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ")
                                   .Add("X", "2023", "1")
                                   .Valued("FOB")
                                   .Add("M", "2023", "3")
                                   .Valued("CIF")
                                   .Build();
  EXPECT_EQ(Of("turnover", trade, In("2023")).variant, "X + M, X FOB, M CIF");
  EXPECT_EQ(Of("flow_share", trade, In("2023", Flow::kExports)).variant, "of X + M, X FOB, M CIF");
  EXPECT_EQ(Of("flow_share", trade, In("2023", Flow::kImports)).variant, "of X + M, X FOB, M CIF");
  EXPECT_EQ(Of("balance", trade, In("2023")).variant, "X FOB, M CIF");
  EXPECT_EQ(Of("flow_share", Tajik2023(), In("2023", Flow::kImports)).variant, "of X + M");
}

TEST(IndicatorTest, AConfidentialFigureThatIsUsedIsNoted) {
  TradeBuilder builder("TJK", "KAZ");
  builder.Add("X", "2023", "1").Confidential().Add("M", "2023", "3");
  EXPECT_THAT(
      Of("turnover", builder.Build(), In("2023")).notes,
      ::testing::ElementsAre("uses a figure that is flagged confidential: exports of TJK to KAZ in 2023"));
  EXPECT_TRUE(Of("trade_value", builder.Build(), In("2023", Flow::kImports)).notes.empty());
  builder.Add("M", "2023", "3").Confidential();
  EXPECT_THAT(
      Of("balance", builder.Build(), In("2023")).notes,
      ::testing::ElementsAre("uses 2 figures that are flagged confidential, the first: exports of TJK "
                             "to KAZ in 2023"));
}

void ExpectTooLarge(const IndicatorResult& result, absl::string_view unit) {
  EXPECT_FALSE(result.value.has_value());
  EXPECT_FALSE(result.interval.has_value());
  EXPECT_EQ(result.absence.reason, Reason::kNotDefined);
  EXPECT_EQ(result.absence.text, "the figures are too large to compute with: more than 38 digits");
  EXPECT_EQ(result.unit, unit);
  EXPECT_EQ(result.dataset, "datasets/TJK");
}

TEST(TooLargeTest, IsTheReasonOfWhatIsComputedWithIt) {
  const std::string huge(33, '9');  // 39 digits in units
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").Add("X", "2023", huge).Add("M", "2023", "1").Add("X", "2022", "1").Build();
  const IndicatorResult exports = Of("trade_value", trade, In("2023", Flow::kExports));
  ExpectTooLarge(exports, "USD");
  EXPECT_EQ(exports.indicator, "trade_value");
  EXPECT_EQ(exports.flow, Flow::kExports);
  ExpectTooLarge(Of("turnover", trade, In("2023")), "USD");
  ExpectTooLarge(Of("balance", trade, In("2023")), "USD");
  ExpectTooLarge(Of("flow_share", trade, In("2023", Flow::kImports)), "PCT");
  ExpectTooLarge(Of("growth", trade, In("2023", Flow::kExports)), "PCT");
  EXPECT_EQ(Of("trade_value", trade, In("2023", Flow::kImports)).value, D("1000000"));
}

TEST(TooLargeTest, ATargetThatNoGrowthReaches) {
  IndicatorQuery query = In("2023");
  query.target_value = D(std::string(38, '9'));
  query.deadline = P("2024");
  ExpectTooLarge(Of("required_growth", Tajik2023(), query), "PCT_PA");
}

TEST(TooLargeTest, AGrowthThatLeavesNextToNothing) {
  IndicatorQuery query = In("2023");
  query.growth = D("-99." + std::string(28, '9'));
  ExpectTooLarge(Of("implied_base", Tajik2023(), query), "USD");
}

}  // namespace
}  // namespace karvan::indicators
