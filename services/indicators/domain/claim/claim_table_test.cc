// The table of figures that the suite has to reproduce: what was published about the trade of Kazakhstan
// and Tajikistan, and what follows from the observations of published_figures.h.
#include <map>

#include "services/indicators/domain/claim/claim_engine.h"
#include "services/indicators/domain/claim/testing/published_figures.h"
#include "services/indicators/domain/indicator/catalogue.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::indicators::testing::D;
using ::karvan::indicators::testing::KazakhBureau;
using ::karvan::indicators::testing::P;
using ::karvan::indicators::testing::PublishedClaims;
using ::karvan::indicators::testing::TajikAgency;
using ::karvan::indicators::testing::TajikCustoms;
using ::testing::ElementsAre;

class ClaimTableTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const Evidence evidence{{TajikCustoms(), KazakhBureau(), TajikAgency()}, {}, {}};
    absl::StatusOr<std::vector<ClaimCheck>> checks = CheckClaims(PublishedClaims(), evidence);
    ASSERT_THAT(checks, karvan::testing::IsOk());
    for (ClaimCheck& check : *checks) checks_[check.claim.name] = std::move(check);
  }

  const ClaimCheck& Row(const std::string& id) { return checks_.at("claims/row-" + id); }

  std::map<std::string, ClaimCheck> checks_;
};

// A figure or an end of an interval in millions, rounded as the table shows it.
Decimal Millions(const Decimal& value) { return value.Shift(-6)->Round(1); }

Interval InMillions(const Interval& interval) {
  Interval result = interval;
  result.lower = Millions(*interval.lower);
  result.upper = Millions(*interval.upper);
  return result;
}

Interval Rounded(const Interval& interval, int places) {
  return Interval::Closed(interval.lower->Round(places), interval.upper->Round(places));
}

Interval Closed(absl::string_view lower, absl::string_view upper) {
  return Interval::Closed(D(lower), D(upper));
}

std::vector<std::string> MissingCells(const ClaimCheck& check) {
  std::vector<std::string> cells;
  for (const CellKey& key : check.missing) cells.push_back(CellWords(key));
  return cells;
}

TEST_F(ClaimTableTest, Row1TurnoverIsConsistentWithTheDerivedOne) {
  const ClaimCheck& check = Row("1");
  EXPECT_EQ(check.verdict().verdict, Verdict::kConsistent);
  EXPECT_EQ(Millions(*check.computed->value), D("1148.8"));
  EXPECT_EQ(check.verdict().explanation,
            "consistent: the data give 1,148.8 million USD [1,148.2 to 1,149.4]");
  EXPECT_EQ(check.subject, "turnover of TJK with KAZ, 2023");
  EXPECT_EQ(check.printed, "over 1.1 billion USD");
}

TEST_F(ClaimTableTest, Row2GrowthImpliesTheYearBeforeFromDataAndFromTheClaim) {
  const ClaimCheck& check = Row("2");
  EXPECT_EQ(check.verdict().verdict, Verdict::kNotComputable);
  EXPECT_EQ(check.verdict().explanation, "not computable: needs turnover of TJK with KAZ in 2022");
  EXPECT_THAT(MissingCells(check), ElementsAre("turnover of TJK with KAZ in 2022"));
  ASSERT_EQ(check.implied.size(), 2u);

  const ImpliedFigure& from_data = check.implied[0];
  EXPECT_EQ(CellWords(from_data.cell), "turnover of TJK with KAZ in 2022");
  EXPECT_EQ(Millions(from_data.value), D("1441.4"));
  EXPECT_EQ(InMillions(from_data.interval), Closed("1439.8", "1443.0"));
  // 1148.85 / 0.7965 = 1442.37, which the table cuts to 1,442.3.
  EXPECT_EQ(InMillions(*from_data.printed_interval), Closed("1440.4", "1442.4"));
  EXPECT_EQ(
      from_data.basis,
      "turnover of TJK with KAZ in 2023 of 1,148.8 million USD (datasets/tjk-agency), with growth of -20.3%");

  const ImpliedFigure& from_claim = check.implied[1];
  EXPECT_EQ(Millions(*from_claim.interval.lower), D("1379.3"));
  EXPECT_EQ(Millions(*from_claim.interval.upper), D("1506.6"));
  EXPECT_FALSE(from_claim.interval.lower_closed);
}

TEST_F(ClaimTableTest, Row3ShareIsConsistent) {
  const ClaimCheck& check = Row("3");
  EXPECT_EQ(check.verdict().verdict, Verdict::kConsistent);
  EXPECT_EQ(check.computed->value->Round(2), D("77.73"));
  EXPECT_EQ(Rounded(*check.computed->interval, 2), Closed("77.72", "77.75"));
  EXPECT_EQ(Rounded(*check.computed->printed_interval, 2), Closed("77.69", "77.78"));
  EXPECT_EQ(check.verdict().explanation,
            "consistent: the data give 77.73% [77.72 to 77.75], [77.69 to 77.78] from sums as printed");
  EXPECT_TRUE(check.implied.empty());
}

TEST_F(ClaimTableTest, Row4ReadsRightAsMillions) {
  const ClaimCheck& check = Row("4");
  EXPECT_EQ(check.verdict().verdict, Verdict::kUnitSuspect);
  EXPECT_EQ(check.verdict().unit_shift, 6);
  EXPECT_EQ(check.verdict().right_value, D("777000000"));
  EXPECT_EQ(check.verdict().explanation,
            "unit suspect: reads right as 777 million USD; compared with 1,148.8 million USD in 2023, 441.6 "
            "million USD in January-April 2024, 550 million USD in January-May 2024");
  EXPECT_EQ(check.comparators.size(), 4u);
}

TEST_F(ClaimTableTest, Row5ImpliesTheSameMonthsOfTheYearBefore) {
  const ClaimCheck& check = Row("5");
  EXPECT_EQ(check.verdict().verdict, Verdict::kNotComputable);
  ASSERT_EQ(check.implied.size(), 1u);
  EXPECT_EQ(check.implied[0].cell.period, P("2023-01-01/P7M"));
  EXPECT_EQ(Millions(check.implied[0].value), D("648.6"));
  EXPECT_EQ(Millions(*check.implied[0].interval.lower), D("647.5"));
  EXPECT_EQ(Millions(*check.implied[0].interval.upper), D("648.9"));
  EXPECT_FALSE(check.implied[0].printed_interval.has_value());
}

TEST_F(ClaimTableTest, Row6ShareImpliesBothFlows) {
  const ClaimCheck& check = Row("6");
  EXPECT_EQ(check.verdict().verdict, Verdict::kNotComputable);
  ASSERT_EQ(check.implied.size(), 2u);
  EXPECT_EQ(CellWords(check.implied[0].cell), "imports of TJK from KAZ in January-July 2024");
  EXPECT_EQ(Millions(check.implied[0].value), D("633.3"));
  EXPECT_EQ(CellWords(check.implied[1].cell), "exports of TJK to KAZ in January-July 2024");
  EXPECT_EQ(Millions(check.implied[1].value), D("143.7"));
}

TEST_F(ClaimTableTest, Row7IsNotComputableWhileNoContractIsRegistered) {
  EXPECT_EQ(Row("7").verdict().verdict, Verdict::kNotComputable);
  EXPECT_EQ(Row("7").verdict().explanation,
            "not computable: no contract of forums/dushanbe-2024 with a value in USD is registered");
  EXPECT_EQ(Row("7b").verdict().verdict, Verdict::kNotComputable);
}

TEST_F(ClaimTableTest, Row9And10AreNotComputableAndImplyTheirBases) {
  EXPECT_EQ(Row("9").verdict().verdict, Verdict::kNotComputable);
  ASSERT_EQ(Row("9").implied.size(), 2u);
  EXPECT_EQ(Millions(Row("9").implied[0].value), D("1436.0"));
  EXPECT_EQ(Row("10").verdict().verdict, Verdict::kNotComputable);
  EXPECT_EQ(Millions(Row("10").implied.at(0).value), D("391.1"));
}

TEST_F(ClaimTableTest, Row11IsAChangeOverTheNewValue) {
  const ClaimCheck& check = Row("11");
  ASSERT_EQ(check.findings.size(), 2u);
  EXPECT_EQ(check.verdict().verdict, Verdict::kWrongDenominator);
  EXPECT_EQ(check.verdict().right_value->Round(3), D("19.726"));
  EXPECT_EQ(Rounded(*check.computed->interval, 3), Closed("19.715", "19.736"));
  EXPECT_EQ(check.verdict().explanation,
            "wrong denominator: right is 19.7% (19.726% [19.715 to 19.736]); 16.476% is the change over the "
            "new value");
  EXPECT_EQ(check.findings[1].verdict, Verdict::kPartsDoNotAdd);
  EXPECT_EQ(check.findings[1].explanation,
            "parts do not add: exports of 350.4 million and imports of 168.5 million make 518.9 million, "
            "against a published turnover of 519.02 million USD in the first half of 2021");
}

TEST_F(ClaimTableTest, Row12IsInconsistentByItsOwnStatement) {
  const ClaimCheck& check = Row("12");
  ASSERT_EQ(check.findings.size(), 1u);
  EXPECT_EQ(check.verdict().verdict, Verdict::kInconsistent);
  EXPECT_EQ(check.verdict().right_value->Round(2), D("51.67"));
  EXPECT_EQ(Rounded(*check.computed->interval, 2), Closed("51.59", "51.75"));
  EXPECT_EQ(check.computed->dataset, "datasets/tjk-customs");
}

TEST_F(ClaimTableTest, Row13TurnoverOnKazakhDataStandsApart) {
  IndicatorQuery query;
  query.period = P("2022");
  const IndicatorResult kazakh = *Compute(*FindIndicator("turnover"), KazakhBureau(), query);
  EXPECT_EQ(Millions(*kazakh.value), D("1379.0"));
  const IndicatorResult tajik = *Compute(*FindIndicator("turnover"), TajikAgency(), query);
  EXPECT_FALSE(tajik.value.has_value());
}

}  // namespace
}  // namespace karvan::indicators
