#include "services/indicators/domain/claim/claim_engine.h"

#include "services/indicators/domain/claim/testing/claim_builder.h"
#include "services/indicators/domain/indicator/testing/trade_builder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::indicators::testing::D;
using ::karvan::indicators::testing::Figure;
using ::karvan::indicators::testing::TajikClaim;
using ::karvan::indicators::testing::TradeBuilder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TradeBuilder Tajik() { return TradeBuilder("TJK", "KAZ"); }

Claim Turnover(absl::string_view value, int multiplier, Qualifier qualifier = Qualifier::kNone) {
  return TajikClaim("a", "turnover", "", "2023", Figure(value, "USD", multiplier, qualifier));
}

Claim Growth(absl::string_view value) { return TajikClaim("a", "growth", "X", "2023", Figure(value, "PCT")); }

ClaimCheck Check(const Claim& claim, std::vector<BilateralTrade> trades, std::vector<Claim> others = {}) {
  absl::StatusOr<std::vector<ClaimCheck>> checks =
      CheckClaims({claim}, {std::move(trades), {}, std::move(others)});
  EXPECT_THAT(checks, karvan::testing::IsOk());
  return checks->front();
}

std::vector<Verdict> Verdicts(const ClaimCheck& check) {
  std::vector<Verdict> verdicts;
  for (const Finding& finding : check.findings) verdicts.push_back(finding.verdict);
  return verdicts;
}

TEST(RightReadingTest, InsideOverlapDisjoint) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  EXPECT_THAT(Verdicts(Check(Turnover("1149", 6), {trade})), ElementsAre(Verdict::kConsistent));
  EXPECT_THAT(Verdicts(Check(Turnover("1148.75", 6), {trade})), ElementsAre(Verdict::kPossible));
  EXPECT_THAT(Verdicts(Check(Turnover("1150", 6), {trade})), ElementsAre(Verdict::kInconsistent));
}

TEST(RightReadingTest, TheLiteralMeaningAloneIsPossible) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1500").Build();
  const ClaimCheck over = Check(Turnover("1.1", 9, Qualifier::kOver), {trade});
  EXPECT_THAT(Verdicts(over), ElementsAre(Verdict::kPossible));
  EXPECT_THAT(over.verdict().explanation, HasSubstr("literally"));
  const ClaimCheck almost = Check(Turnover("1.1", 9, Qualifier::kAlmost), {trade});
  EXPECT_THAT(Verdicts(almost), ElementsAre(Verdict::kInconsistent));
  EXPECT_EQ(almost.verdict().right_value, D("1500000000"));
}

TEST(UnitTest, TheFigureItselfShowsAnotherUnit) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  const ClaimCheck check = Check(Turnover("1.1488", 6), {trade});
  EXPECT_THAT(Verdicts(check), ElementsAre(Verdict::kUnitSuspect));
  EXPECT_EQ(check.verdict().unit_shift, 3);
  EXPECT_EQ(check.verdict().right_value, D("1148800000"));
}

TEST(UnitTest, AFigureOfAPlausibleSizeIsNotSuspect) {
  const BilateralTrade trade = Tajik().Add("T", "2022", "900").Build();
  const ClaimCheck check = Check(Turnover("1100", 6), {trade});
  EXPECT_THAT(Verdicts(check), ElementsAre(Verdict::kNotComputable));
  EXPECT_EQ(check.comparators.size(), 1u);
}

TEST(UnitTest, EveryComparatorMustAgree) {
  TradeBuilder trade = Tajik();
  trade.Add("T", "2022", "900");
  EXPECT_THAT(Verdicts(Check(Turnover("1100", 3), {trade.Build()})), ElementsAre(Verdict::kUnitSuspect));
  trade.Add("T", "2024", "0");
  EXPECT_THAT(Verdicts(Check(Turnover("1100", 3), {trade.Build()})), ElementsAre(Verdict::kNotComputable));
}

TEST(UnitTest, ComparatorsLieWithinAYearAndAreTakenByMonths) {
  const BilateralTrade far = Tajik().Add("T", "2021", "900").Build();
  EXPECT_THAT(Verdicts(Check(Turnover("900", 3), {far})), ElementsAre(Verdict::kNotComputable));
  // 300 million a month is 3,600 a year: 1,100 fits, 1,000 does not.
  const BilateralTrade month = Tajik().Add("T", "2024-03", "300").Build();
  EXPECT_THAT(Verdicts(Check(Turnover("1150", 3), {month})), ElementsAre(Verdict::kUnitSuspect));
  EXPECT_THAT(Verdicts(Check(Turnover("1130", 3), {month})), ElementsAre(Verdict::kNotComputable));
}

TEST(GrowthTest, LogarithmIsTriedAfterTheNewValue) {
  const BilateralTrade trade = Tajik().Add("X", "2022", "100.0").Add("X", "2023", "150.0").Build();
  EXPECT_THAT(Verdicts(Check(Growth("50"), {trade})), ElementsAre(Verdict::kConsistent));
  EXPECT_THAT(Verdicts(Check(Growth("33.3"), {trade})), ElementsAre(Verdict::kWrongDenominator));
  const ClaimCheck logarithm = Check(Growth("40.5"), {trade});
  EXPECT_THAT(Verdicts(logarithm), ElementsAre(Verdict::kLogarithm));
  EXPECT_EQ(logarithm.verdict().right_value, D("50"));
  EXPECT_THAT(Verdicts(Check(Growth("45.0"), {trade})), ElementsAre(Verdict::kInconsistent));
}

TEST(GrowthTest, AllReadingsThatFitAreListed) {
  const BilateralTrade trade = Tajik().Add("X", "2022", "1000.0").Add("X", "2023", "1002.0").Build();
  EXPECT_THAT(Verdicts(Check(Growth("0.2"), {trade})),
              ElementsAre(Verdict::kConsistent, Verdict::kWrongDenominator, Verdict::kLogarithm));
}

TEST(PartsTest, BothYearsOfAGrowthAreOneFinding) {
  const BilateralTrade trade = Tajik()
                                   .Add("T", "2022", "90")
                                   .Add("X", "2022", "40")
                                   .Add("M", "2022", "40")
                                   .Add("T", "2023", "99")
                                   .Add("X", "2023", "40")
                                   .Add("M", "2023", "40")
                                   .Build();
  const ClaimCheck check = Check(TajikClaim("a", "growth", "T", "2023", Figure("10", "PCT")), {trade});
  EXPECT_THAT(Verdicts(check), ElementsAre(Verdict::kPossible, Verdict::kWrongDenominator,
                                           Verdict::kLogarithm, Verdict::kPartsDoNotAdd));
  EXPECT_THAT(check.findings.back().explanation, HasSubstr("99 million USD in 2023; exports of 40 million"));
}

TEST(IndependenceTest, TheOwnStatementNeverConfirms) {
  const Claim claim = Turnover("1149", 6);
  const BilateralTrade own = Tajik().Add("T", "2023", "1148.8", "forum-report").Build();
  const ClaimCheck check = Check(claim, {own});
  EXPECT_THAT(Verdicts(check), ElementsAre(Verdict::kNotIndependent));
  EXPECT_THAT(check.verdict().explanation, HasSubstr("forum-report"));
}

TEST(IndependenceTest, OtherStatementsAreAskedWhenTheOwnOneFits) {
  TradeBuilder agreeing = Tajik();
  agreeing.Add("T", "2023", "1148.8", "forum-report")
      .Add("X", "2023", "255.8", "t")
      .Add("M", "2023", "893.0", "t");
  EXPECT_THAT(Verdicts(Check(Turnover("1149", 6), {agreeing.Build()})), ElementsAre(Verdict::kConsistent));
  TradeBuilder refuting = Tajik();
  refuting.Add("T", "2023", "1148.8", "forum-report")
      .Add("X", "2023", "155.8", "t")
      .Add("M", "2023", "893.0", "t");
  EXPECT_THAT(Verdicts(Check(Turnover("1149", 6), {refuting.Build()})),
              ElementsAre(Verdict::kInconsistent, Verdict::kPartsDoNotAdd));
}

TEST(IndependenceTest, TheOwnStatementMayFalsify) {
  const BilateralTrade own = Tajik().Add("T", "2023", "1200", "forum-report").Build();
  EXPECT_THAT(Verdicts(Check(Turnover("1149", 6), {own})), ElementsAre(Verdict::kInconsistent));
}

TEST(DatasetTest, OnlyTheReportersOwnDataCount) {
  const BilateralTrade kazakh = TradeBuilder("KAZ", "TJK").Add("T", "2023", "1148.8").Build();
  const ClaimCheck check = Check(Turnover("1149", 6), {kazakh});
  EXPECT_THAT(Verdicts(check), ElementsAre(Verdict::kNotComputable));
  EXPECT_FALSE(check.computed.has_value());
}

TEST(DatasetTest, SeveralDatasetsAreTriedApart) {
  const BilateralTrade first = Tajik().Named("datasets/a").Add("T", "2019", "1").Build();
  const BilateralTrade second = Tajik().Named("datasets/b").Add("T", "2023", "1148.8").Build();
  const BilateralTrade third = Tajik().Named("datasets/c").Add("T", "2023", "1300").Build();
  const ClaimCheck check = Check(Turnover("1149", 6), {third, second, first});
  EXPECT_THAT(Verdicts(check), ElementsAre(Verdict::kConsistent, Verdict::kInconsistent));
  EXPECT_EQ(check.computed->dataset, "datasets/b");
  EXPECT_THAT(check.findings[1].explanation, HasSubstr("datasets/c"));
}

TEST(DatasetTest, AnotherCurrencyIsNotConverted) {
  Claim claim = Turnover("500", 9);
  claim.figure.unit = "KZT";
  const ClaimCheck check = Check(claim, {Tajik().Add("T", "2023", "1148.8").Build()});
  EXPECT_EQ(check.verdict().explanation, "not computable: the claim is in KZT, the data are in USD");
}

TEST(ClaimTest, WhatCannotBeCheckedSaysWhy) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  Claim nobodys = Turnover("1149", 6);
  nobodys.reporter.clear();
  EXPECT_THAT(Check(nobodys, {trade}).verdict().explanation, HasSubstr("whose statistics"));
  Claim timeless = Turnover("1149", 6);
  timeless.period.reset();
  EXPECT_THAT(Check(timeless, {trade}).verdict().explanation, HasSubstr("period"));
  Claim unknown = Turnover("1149", 6);
  unknown.indicator = "gdp";
  EXPECT_EQ(Check(unknown, {trade}).verdict().explanation, "not computable: no such indicator: \"gdp\"");
  EXPECT_EQ(Check(unknown, {trade}).subject, "gdp of TJK with KAZ, 2023");
  unknown.partner.clear();
  EXPECT_EQ(Check(unknown, {trade}).subject, "gdp of TJK, 2023");
  unknown.indicator = "required_growth";
  EXPECT_THAT(Check(unknown, {trade}).verdict().explanation, HasSubstr("no data can check"));
  Claim flowless = Turnover("1149", 6);
  flowless.indicator = "trade_value";
  EXPECT_EQ(Check(flowless, {trade}).subject, "trade_value of TJK with KAZ, 2023");
  EXPECT_THAT(
      Check(TajikClaim("a", "flow_share", "", "2023", Figure("78", "PCT")), {trade}).verdict().explanation,
      HasSubstr("flow"));
}

TEST(ClaimTest, AConfidentialFigureThatDecidesIsTold) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Confidential().Build();
  EXPECT_EQ(Check(Turnover("1149", 6), {trade}).verdict().explanation,
            "consistent: the data give 1,148.8 million USD [1,148.75 to 1,148.85] (uses a figure that is "
            "flagged confidential: turnover of TJK with KAZ in 2023)");
  const ClaimCheck growth = Check(TajikClaim("g", "growth", "", "2023", Figure("10", "PCT")), {trade});
  EXPECT_THAT(growth.implied.at(0).basis, HasSubstr("which uses a figure that is flagged confidential"));
  EXPECT_EQ(growth.implied.at(0).lineage.size(), 1u);
}

TEST(LivenessTest, WorkEndsWithTheCall) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  int asked = 0;
  Evidence evidence{
      {trade}, {}, {}, [&asked] { return ++asked < 5 ? absl::OkStatus() : absl::CancelledError("gone"); }};
  const std::vector<Claim> claims(100, Turnover("1149", 6));
  EXPECT_THAT(CheckClaims(claims, evidence), karvan::testing::StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(asked, 5);
}

TEST(ImpliedTest, NothingIsImpliedThatTheDataGive) {
  const BilateralTrade trade = Tajik().Add("X", "2022", "100").Add("X", "2023", "150").Build();
  EXPECT_THAT(Check(Growth("50"), {trade}).implied, IsEmpty());
}

TEST(ImpliedTest, AnInconsistentLevelImpliesNothing) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  const Claim growth = TajikClaim("g", "growth", "", "2023", Figure("10", "PCT"));
  const ClaimCheck right = Check(growth, {trade}, {Turnover("1149", 6)});
  EXPECT_EQ(right.implied.size(), 2u);
  const ClaimCheck wrong = Check(growth, {trade}, {Turnover("1200", 6)});
  EXPECT_EQ(wrong.implied.size(), 1u);
}

constexpr char kTooLarge[] = "not computable: the figures are too large to compute with: more than 38 digits";
const std::string& Digits38() {
  static const auto& digits = *new std::string(38, '9');
  return digits;
}

TEST(TooLargeTest, AClaimSpoilsNoOther) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  const Claim huge = Turnover(Digits38(), 0);
  const Claim growth = TajikClaim("growth", "growth", "T", "2023", Figure("10", "PCT"));
  const absl::StatusOr<std::vector<ClaimCheck>> checks =
      CheckClaims({huge, Turnover("1149", 6), growth}, {{trade}, {}, {}});
  ASSERT_THAT(checks, karvan::testing::IsOk());
  EXPECT_THAT(Verdicts(checks->at(0)), ElementsAre(Verdict::kNotComputable));
  EXPECT_EQ(checks->at(0).verdict().explanation, kTooLarge);
  EXPECT_FALSE(checks->at(0).meant.has_value());
  EXPECT_THAT(Verdicts(checks->at(1)), ElementsAre(Verdict::kConsistent));
  // The year before, by the data and by the second claim.
  EXPECT_EQ(checks->at(2).implied.size(), 2u);
}

TEST(TooLargeTest, AClaimIsNotInconsistentWhoseUnitsCannotBeTried) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  const ClaimCheck check = Check(Turnover(std::string(32, '9'), 0), {trade});
  EXPECT_THAT(Verdicts(check), ElementsAre(Verdict::kNotComputable));
  EXPECT_EQ(check.verdict().explanation, kTooLarge);
  EXPECT_EQ(check.computed->value, D("1148800000"));
  // The right reading stands without the others.
  const BilateralTrade large = Tajik().Add("T", "2023", std::string(26, '9')).Build();
  EXPECT_THAT(Verdicts(Check(Turnover(std::string(26, '9'), 6), {large})), ElementsAre(Verdict::kConsistent));
}

TEST(TooLargeTest, ACellSpoilsTheClaimsOfIt) {
  const BilateralTrade first =
      Tajik().Named("datasets/a").Add("T", "2023", Digits38()).Add("T", "2021", "5").Build();
  const BilateralTrade second = Tajik().Named("datasets/b").Add("T", "2023", "1148.8").Build();
  const ClaimCheck alone = Check(Turnover("1149", 6), {first});
  EXPECT_EQ(alone.verdict().explanation, kTooLarge);
  EXPECT_EQ(alone.computed->absence.reason, Reason::kNotDefined);
  EXPECT_THAT(Verdicts(Check(Turnover("1149", 6), {first, second})), ElementsAre(Verdict::kConsistent));
  const Claim before = TajikClaim("b", "turnover", "", "2021", Figure("5", "USD", 6));
  EXPECT_THAT(Verdicts(Check(before, {first})), ElementsAre(Verdict::kConsistent));
  // Its neighbour can be compared with nothing, so what is missing decides.
  const Claim neighbour = TajikClaim("n", "turnover", "", "2024", Figure("5", "USD", 6));
  EXPECT_THAT(Check(neighbour, {first}).verdict().explanation, HasSubstr("needs turnover"));
}

TEST(TooLargeTest, WhatItImpliesIsLeftOut) {
  const BilateralTrade trade = Tajik().Add("T", "2023", "1148.8").Build();
  const Claim growth = TajikClaim("g", "growth", "T", "2023", Figure("-99." + std::string(28, '9'), "PCT"));
  EXPECT_THAT(Check(growth, {trade}).implied, IsEmpty());
  const BilateralTrade huge = Tajik().Named("datasets/b").Add("T", "2023", Digits38()).Build();
  const ClaimCheck check = Check(TajikClaim("g", "growth", "T", "2023", Figure("10", "PCT")), {trade, huge});
  ASSERT_EQ(check.implied.size(), 1u);
  EXPECT_EQ(check.implied[0].cell.dataset, "datasets/TJK");
}

TEST(ForumTest, OnlyTheContractsOfTheOwnForumCount) {
  Claim claim = Turnover("900", 6, Qualifier::kAbout);
  claim.indicator = kContractsValue;
  claim.forum = "forums/f";
  Agreement own;
  own.forum = "forums/f";
  own.contract = own.whole_value = true;
  own.value = Figure("910000000", "USD");
  Agreement elsewhere = own;
  elsewhere.forum = "forums/g";
  const auto checks = CheckClaims({claim}, {{}, {own, elsewhere}, {}});
  EXPECT_EQ(checks->front().verdict().verdict, Verdict::kConsistent);
}

TEST(TooLargeTest, AForumsSum) {
  Claim claim = Turnover("900", 6, Qualifier::kAbout);
  claim.indicator = kContractsValue;
  claim.forum = "forums/f";
  Agreement agreement;
  agreement.forum = "forums/f";
  agreement.contract = agreement.whole_value = true;
  agreement.value = Figure(Digits38(), "USD");
  const absl::StatusOr<std::vector<ClaimCheck>> checks =
      CheckClaims({claim, Turnover("1149", 6)}, {{}, {agreement}, {}});
  ASSERT_THAT(checks, karvan::testing::IsOk());
  EXPECT_EQ(checks->at(0).verdict().explanation, kTooLarge);
}

}  // namespace
}  // namespace karvan::indicators
