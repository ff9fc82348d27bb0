#include "services/indicators/domain/indicator/level.h"

#include "services/indicators/domain/indicator/testing/trade_builder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::indicators::testing::D;
using ::karvan::indicators::testing::P;
using ::karvan::indicators::testing::TradeBuilder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> MissingPeriods(const Absence& absence) {
  std::vector<std::string> periods;
  for (const CellKey& key : absence.missing) {
    periods.push_back(std::string(FlowCode(key.flow)) + " " + key.period.ToString());
  }
  return periods;
}

TEST(LevelTest, TurnoverOfTwoFlowsIsTheirSumAndAsPreciseAsTheFinest) {
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").Add("X", "2023", "255.8").Add("M", "2023", "893").Build();
  const Outcome<Level> level = *LevelOf(trade, Flow::kTurnover, P("2023"));
  ASSERT_TRUE(level.has_value());
  EXPECT_EQ(level->value, D("1148800000"));
  EXPECT_EQ(level->interval, Interval::Closed(D("1148250000"), D("1149350000")));
  EXPECT_EQ(level->last_place, 5);
  EXPECT_EQ(level->form, LevelForm::kSumOfFlows);
  EXPECT_EQ(level->lineage.size(), 2u);
  EXPECT_THAT(PrintedInterval(*level),
              karvan::testing::IsOkAndHolds(Interval::Closed(D("1148750000"), D("1148850000"))));
}

TEST(LevelTest, APublishedTurnoverIsPreferred) {
  const BilateralTrade trade = TradeBuilder("KAZ", "TJK")
                                   .Add("X", "2021-S1", "350.4")
                                   .Add("M", "2021-S1", "168.5")
                                   .Add("T", "2021-S1", "519.02")
                                   .Build();
  const Outcome<Level> level = *LevelOf(trade, Flow::kTurnover, P("2021-S1"));
  ASSERT_TRUE(level.has_value());
  EXPECT_EQ(level->value, D("519020000"));
  EXPECT_EQ(level->form, LevelForm::kObserved);
}

TEST(LevelTest, OneFlowIsNotHalfATurnover) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ").Add("X", "2023", "255.8").Build();
  const Outcome<Level> level = *LevelOf(trade, Flow::kTurnover, P("2023"));
  ASSERT_FALSE(level.has_value());
  EXPECT_EQ(level.absence().reason, Reason::kMissingInput);
  EXPECT_EQ(level.absence().text, "imports of TJK from KAZ in 2023 are not published");
  EXPECT_THAT(MissingPeriods(level.absence()), ElementsAre("M 2023"));
}

TEST(LevelTest, WithoutAnyFlowTurnoverItselfIsMissing) {
  const Outcome<Level> level = *LevelOf(TradeBuilder("TJK", "KAZ").Build(), Flow::kTurnover, P("2022"));
  ASSERT_FALSE(level.has_value());
  EXPECT_EQ(level.absence().text, "turnover of TJK with KAZ in 2022 is not published");
  EXPECT_THAT(MissingPeriods(level.absence()), ElementsAre("T 2022"));
}

TEST(LevelTest, PeriodsAddUpOnlyWhenTheyCoverItExactly) {
  TradeBuilder months("TJK", "KAZ");
  months.Add("X", "2024-01-01/P4M", "10").Add("X", "2024-05", "2").Add("X", "2024-Q1", "8");
  months.Add("X", "2024-04", "2");
  const Outcome<Level> partial = *FlowLevel(months.Build(), Flow::kExports, P("2024-S1"));
  ASSERT_FALSE(partial.has_value());
  EXPECT_EQ(partial.absence().reason, Reason::kPartialPeriod);
  EXPECT_THAT(MissingPeriods(partial.absence()), ElementsAre("X 2024-06"));

  months.Add("X", "2024-06", "3");
  const Outcome<Level> whole = *FlowLevel(months.Build(), Flow::kExports, P("2024-S1"));
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->value, D("15000000"));
  EXPECT_EQ(whole->form, LevelForm::kSumOfPeriods);
  ASSERT_EQ(whole->lineage.size(), 3u);
  EXPECT_EQ(whole->lineage[0].key.period, P("2024-01-01/P4M"));
  EXPECT_EQ(whole->interval, Interval::Closed(D("13500000"), D("16500000")));
}

TEST(LevelTest, PiecesThatOverlapDoNotAddUp) {
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").Add("X", "2024-01-01/P4M", "10").Add("X", "2024-Q2", "6").Build();
  const Outcome<Level> level = *FlowLevel(trade, Flow::kExports, P("2024-S1"));
  ASSERT_FALSE(level.has_value());
  EXPECT_EQ(level.absence().reason, Reason::kPartialPeriod);
  EXPECT_THAT(MissingPeriods(level.absence()), ElementsAre("X 2024-S1"));
}

TEST(LevelTest, AHiddenCellIsSuppressedAndAnEmptyOneMissing) {
  const BilateralTrade hidden = TradeBuilder("TJK", "KAZ").Add("X", "2024", "").Confidential().Build();
  EXPECT_EQ(FlowLevel(hidden, Flow::kExports, P("2024"))->absence().reason, Reason::kSuppressed);
  const BilateralTrade empty = TradeBuilder("TJK", "KAZ").Add("X", "2024", "").Build();
  EXPECT_EQ(FlowLevel(empty, Flow::kExports, P("2024"))->absence().reason, Reason::kMissingInput);
}

TEST(LevelTest, ALongPeriodIsTheSumOfItsMonths) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ").AddMonths("X", 1900, 1200).Build();
  const Outcome<Level> level = *FlowLevel(trade, Flow::kExports, P("1900-01-01/P1200M"));
  ASSERT_TRUE(level.has_value());
  EXPECT_EQ(level->value, D("1200000000"));
  EXPECT_EQ(level->lineage.size(), 1200u);
}

TEST(LevelTest, WhatIsMissingNamesItsProduct) {
  const BilateralTrade coal = TradeBuilder("TJK", "KAZ").OfProduct("H5", "27").Build();
  EXPECT_EQ(FlowLevel(coal, Flow::kExports, P("2023"))->absence().text,
            "exports of TJK to KAZ, product 27 of H5, in 2023 are not published");
  const BilateralTrade versioned = TradeBuilder("TJK", "KAZ").OfProduct("H5", "TOTAL").Build();
  EXPECT_EQ(LevelOf(versioned, Flow::kTurnover, P("2022-S1"))->absence().text,
            "turnover of TJK with KAZ, product TOTAL of H5, in the first half of 2022 is not published");
}

TEST(LevelTest, ASumOfFlowsSaysHowTheyAreValued) {
  TradeBuilder builder("TJK", "KAZ");
  builder.Add("X", "2023", "1").Valued("FOB").Add("M", "2023", "2").Valued("CIF");
  const Outcome<Level> level = *LevelOf(builder.Build(), Flow::kTurnover, P("2023"));
  EXPECT_EQ(level->valuation, "X FOB, M CIF");
  EXPECT_EQ(FormWords(*level, Flow::kTurnover), "X + M, X FOB, M CIF");
  builder.Add("X", "2022", "1").Valued("FOB").Add("M", "2022", "2").Valued("FOB");
  const Outcome<LevelPair> pair = *LevelsOfTwoYears(builder.Build(), Flow::kTurnover, P("2023"));
  ASSERT_FALSE(pair.has_value());
  EXPECT_EQ(pair.absence().text, "the two years are valued differently: X FOB, M CIF against X FOB, M FOB");
}

TEST(LevelTest, PeriodsValuedDifferentlyAreNotAdded) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ")
                                   .Add("M", "2024-Q1", "1")
                                   .Valued("CIF")
                                   .Add("M", "2024-Q2", "1")
                                   .Valued("FOB")
                                   .Build();
  const Outcome<Level> level = *FlowLevel(trade, Flow::kImports, P("2024-S1"));
  ASSERT_FALSE(level.has_value());
  EXPECT_EQ(level.absence().reason, Reason::kMixedValuation);
  EXPECT_THAT(level.absence().text, HasSubstr("CIF and FOB"));
}

TEST(LevelTest, TwoYearsAreComparedInOneForm) {
  TradeBuilder builder("KAZ", "TJK");
  builder.Add("X", "2022", "10").Add("M", "2022", "5").Add("T", "2022", "15.1");
  builder.Add("X", "2021", "8").Add("M", "2021", "4");
  const Outcome<LevelPair> sums = *LevelsOfTwoYears(builder.Build(), Flow::kTurnover, P("2022"));
  ASSERT_TRUE(sums.has_value());
  EXPECT_EQ(sums->now.form, LevelForm::kSumOfFlows);
  EXPECT_EQ(sums->before.form, LevelForm::kSumOfFlows);

  builder.Add("T", "2021", "12.2");
  const Outcome<LevelPair> published = *LevelsOfTwoYears(builder.Build(), Flow::kTurnover, P("2022"));
  ASSERT_TRUE(published.has_value());
  EXPECT_EQ(published->now.value, D("15100000"));
  EXPECT_EQ(published->before.value, D("12200000"));
}

TEST(LevelTest, APublishedTurnoverIsComparedWithTheSumOfPublishedOnes) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ")
                                   .Add("T", "2023", "16")
                                   .Add("T", "2022-S1", "8")
                                   .Add("T", "2022-S2", "7")
                                   .Add("X", "2022", "9")
                                   .Add("M", "2022", "9")
                                   .Build();
  const Outcome<LevelPair> pair = *LevelsOfTwoYears(trade, Flow::kTurnover, P("2023"));
  ASSERT_TRUE(pair.has_value());
  EXPECT_EQ(pair->now.form, LevelForm::kObserved);
  EXPECT_EQ(pair->before.value, D("15000000"));
  EXPECT_EQ(LevelOf(trade, Flow::kTurnover, P("2022"))->operator*().value, D("18000000"));
}

TEST(LevelTest, AMissingYearIsNamed) {
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").Add("X", "2023", "255.8").Add("M", "2023", "893").Build();
  const Outcome<LevelPair> pair = *LevelsOfTwoYears(trade, Flow::kTurnover, P("2023"));
  ASSERT_FALSE(pair.has_value());
  EXPECT_THAT(MissingPeriods(pair.absence()), ElementsAre("T 2022"));
  const Outcome<LevelPair> neither = *LevelsOfTwoYears(trade, Flow::kTurnover, P("2020"));
  EXPECT_THAT(MissingPeriods(neither.absence()), ElementsAre("T 2020", "T 2019"));
}

TEST(BilateralTradeTest, KeepsOnlyWhatItIsOf) {
  Observation other;
  other.key = {.dataset = "datasets/OTHER", .reporter = "TJK", .partner = "KAZ", .period = P("2023")};
  BilateralTrade::Scope scope;
  scope.dataset.name = "datasets/TJK";
  scope.reporter = "TJK";
  scope.partner = "KAZ";
  const BilateralTrade trade(scope, {other});
  EXPECT_EQ(trade.Find(Flow::kTurnover, P("2023")), nullptr);
}

TEST(BilateralTradeTest, ALookupPassesOverTheCellsOfItsMonthsAlone) {
  const int first_month = 1100 * 12;
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").AddMonths("X", 1100, 10'000).AddMonths("M", 1100, 10'000).Build();
  EXPECT_EQ(trade.StartingIn(Flow::kExports, first_month + 600, first_month + 612).size(), 12u);
  EXPECT_EQ(trade.StartingIn(Flow::kImports, first_month - 6, first_month + 1).size(), 1u);
  EXPECT_TRUE(trade.StartingIn(Flow::kTurnover, 0, first_month + 20'000).empty());
  EXPECT_EQ(trade.StartingIn(Flow::kImports, 0, first_month + 20'000).size(), 10'000u);
  EXPECT_THAT(trade.PeriodsWithin(first_month + 1, first_month + 3), ElementsAre(P("1100-02"), P("1100-03")));
  EXPECT_EQ(trade.Years().size(), 834u);
}

TEST(BilateralTradeTest, OfSeveralFiguresOfACellTheLastCounts) {
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").Add("X", "2023", "1").Add("X", "2022", "2").Add("X", "2023", "3").Build();
  EXPECT_EQ(trade.Find(Flow::kExports, P("2023"))->figure->value, D("3"));
  EXPECT_EQ(trade.StartingIn(Flow::kExports, 2000 * 12, 2030 * 12).size(), 2u);
}

TEST(BilateralTradeTest, CanForgetAStatement) {
  const BilateralTrade trade =
      TradeBuilder("TJK", "KAZ").Add("X", "2023", "1", "a").Add("M", "2023", "2", "b").Build();
  const BilateralTrade rest = trade.Without("a");
  EXPECT_EQ(rest.Find(Flow::kExports, P("2023")), nullptr);
  EXPECT_NE(rest.Find(Flow::kImports, P("2023")), nullptr);
}

}  // namespace
}  // namespace karvan::indicators
