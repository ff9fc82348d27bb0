#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/platform/decimal/decimal.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using testing::HasReason;
using testing::StatusIs;

const std::string kNines(38, '9');

Decimal D(absl::string_view text) { return Decimal::Parse(text).value(); }

// The text of a result, or "overflow".
std::string Text(const absl::StatusOr<Decimal>& result) {
  if (result.ok()) return result->ToString();
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(result, HasReason("DECIMAL_OVERFLOW"));
  return "overflow";
}

TEST(DecimalAddTest, TakesTheLargerScale) {
  EXPECT_EQ(Text(D("255.8").Add(D("893"))), "1148.8");
  EXPECT_EQ(Text(D("255.8").Sub(D("893.00"))), "-637.20");
  EXPECT_EQ(Text(D("1.50").Add(D("1.5"))), "3.00");
  EXPECT_EQ(Text(D("-1").Sub(D("-1"))), "0");
}

TEST(DecimalAddTest, OverflowsBeyondThirtyEightDigits) {
  EXPECT_EQ(Text(D(kNines).Add(D("0"))), kNines);
  EXPECT_EQ(Text(D(kNines).Add(D("1"))), "overflow");
  EXPECT_EQ(Text(D("-" + kNines).Sub(D("1"))), "overflow");
  EXPECT_EQ(Text(D(kNines).Sub(D(kNines))), "0");
  EXPECT_EQ(Text(D(kNines).Add(D("0.1"))), "overflow");
  EXPECT_EQ(Text(D("0." + kNines).Add(D("1"))), "overflow");
  EXPECT_EQ(Text(D("0." + kNines).Add(D("-0." + kNines))), "0." + std::string(38, '0'));
}

TEST(DecimalMulTest, AddsTheScales) {
  EXPECT_EQ(Text(D("1.5").Mul(D("2"))), "3.0");
  EXPECT_EQ(Text(D("-1.25").Mul(D("0.4"))), "-0.500");
  EXPECT_EQ(Text(D("-3").Mul(D("-7"))), "21");
  EXPECT_EQ(Text(D("0").Mul(D("-7.5"))), "0.0");
  EXPECT_EQ(Text(D("9999999999999999999").Mul(D("9999999999999999999"))),
            "99999999999999999980000000000000000001");
}

TEST(DecimalMulTest, Overflows) {
  EXPECT_EQ(Text(D("10000000000000000000").Mul(D("10000000000000000000"))), "overflow");
  EXPECT_EQ(Text(D(kNines).Mul(D(kNines))), "overflow");
  EXPECT_EQ(Text(D("0.00000000000000000001").Mul(D("0.0000000000000000001"))), "overflow");
}

TEST(DecimalShiftTest, MovesThePoint) {
  EXPECT_EQ(Text(D("255.8").Shift(6)), "255800000");
  EXPECT_EQ(Text(D("255.8").Shift(1)), "2558");
  EXPECT_EQ(Text(D("255.80").Shift(1)), "2558.0");
  EXPECT_EQ(Text(D("255.8").Shift(0)), "255.8");
  EXPECT_EQ(Text(D("255.8").Shift(-2)), "2.558");
  EXPECT_EQ(Text(D("-1").Shift(-38)), "-0." + std::string(37, '0') + "1");
  EXPECT_EQ(Text(D("1").Shift(37)), "1" + std::string(37, '0'));
  EXPECT_EQ(Text(D("0.0").Shift(1000000)), "0");
}

TEST(DecimalShiftTest, Overflows) {
  EXPECT_EQ(Text(D("1").Shift(38)), "overflow");
  EXPECT_EQ(Text(D("1").Shift(-39)), "overflow");
  EXPECT_EQ(Text(D("1.5").Shift(1 << 30)), "overflow");
  EXPECT_EQ(Text(D("1.5").Shift(-(1 << 30))), "overflow");
}

TEST(DecimalRoundTest, HalfGoesToEven) {
  EXPECT_EQ(D("0.5").Round(0).ToString(), "0");
  EXPECT_EQ(D("1.5").Round(0).ToString(), "2");
  EXPECT_EQ(D("2.5").Round(0).ToString(), "2");
  EXPECT_EQ(D("-2.5").Round(0).ToString(), "-2");
  EXPECT_EQ(D("-3.5").Round(0).ToString(), "-4");
  EXPECT_EQ(D("-0.6").Round(0).ToString(), "-1");
  EXPECT_EQ(D("2.51").Round(0).ToString(), "3");
  EXPECT_EQ(D("77.7315").Round(2).ToString(), "77.73");
  EXPECT_EQ(D("0.995").Round(2).ToString(), "1.00");
  EXPECT_EQ(D("0." + kNines).Round(0).ToString(), "1");
}

TEST(DecimalRoundTest, DownAndUpGoTowardsTheInfinities) {
  EXPECT_EQ(D("1.29").RoundDown(1).ToString(), "1.2");
  EXPECT_EQ(D("-1.21").RoundDown(1).ToString(), "-1.3");
  EXPECT_EQ(D("1.20").RoundDown(1).ToString(), "1.2");
  EXPECT_EQ(D("1.21").RoundUp(1).ToString(), "1.3");
  EXPECT_EQ(D("-1.29").RoundUp(1).ToString(), "-1.2");
  EXPECT_EQ(D("-1.20").RoundUp(1).ToString(), "-1.2");
  EXPECT_EQ(D("0.01").RoundUp(0).ToString(), "1");
  EXPECT_EQ(D("-0.01").RoundUp(0).ToString(), "0");
}

TEST(DecimalRoundTest, NeverAddsDigits) {
  EXPECT_EQ(D("893").Round(2).ToString(), "893");
  EXPECT_EQ(D("893.1").RoundDown(2).ToString(), "893.1");
  EXPECT_EQ(D("893.1").RoundUp(1).ToString(), "893.1");
}

TEST(DecimalRescaleTest, MakesTheScaleExact) {
  EXPECT_EQ(Text(D("893").Rescale(1)), "893.0");
  EXPECT_EQ(Text(D("893.25").Rescale(1)), "893.2");
  EXPECT_EQ(Text(D("-893.25").Rescale(2)), "-893.25");
  EXPECT_EQ(Text(D("0").Rescale(38)), "0." + std::string(38, '0'));
  EXPECT_EQ(Text(D("1").Rescale(38)), "overflow");
  EXPECT_EQ(Text(D("1").Rescale(39)), "overflow");
  EXPECT_EQ(Text(D("1").Rescale(-1)), "overflow");
}

struct DivisionCase {
  const char* dividend;
  const char* divisor;
  int scale;
  const char* quotient;
};

TEST(DecimalDivideTest, RoundsTheExactQuotientHalfToEven) {
  const DivisionCase cases[] = {
      {"893", "1148.8", 6, "0.777333"},
      {"1", "3", 5, "0.33333"},
      {"2", "3", 5, "0.66667"},
      {"-2", "3", 0, "-1"},
      {"1", "8", 2, "0.12"},
      {"3", "8", 2, "0.38"},
      {"-1", "8", 2, "-0.12"},
      {"1", "-8", 3, "-0.125"},
      {"1", "2", 0, "0"},
      {"3", "2", 0, "2"},
      {"5", "2", 0, "2"},
      {"1", "3", 0, "0"},
      {"0", "-7.25", 3, "0.000"},
      {"10.50", "0.5", 0, "21"},
      {"10.50", "0.5", 2, "21.00"},
  };
  for (const DivisionCase& c : cases) {
    EXPECT_EQ(Text(Decimal::Divide(D(c.dividend), D(c.divisor), c.scale)), c.quotient)
        << c.dividend << " / " << c.divisor;
  }
}

// Computed with Python's fractions.
TEST(DecimalDivideTest, AgreesWithKnownQuotientsOfWideNumbers) {
  const DivisionCase cases[] = {
      {"99999999999999999999999999999999999999", "99999999999999999999999999999999999999", 37,
       "1.0000000000000000000000000000000000000"},
      {"99999999999999999999999999999999999999", "99999999999999999999999999999999999998", 37,
       "1.0000000000000000000000000000000000000"},
      {"0.99999999999999999999999999999999999999", "99999999999999999999999999999999999999", 38,
       "0.00000000000000000000000000000000000001"},
      {"1", "99999999999999999999999999999999999999", 38, "0.00000000000000000000000000000000000001"},
      {"99999999999999999999999999999999999999", "3", 0, "33333333333333333333333333333333333333"},
      {"99999999999999999999999999999999999999", "7", 0, "14285714285714285714285714285714285714"},
      {"10000000000000000000000000000000000000", "0.00000000000000000000000000000000000003", 0, "overflow"},
      {"0.00000000000000000000000000000000000005", "10", 38, "0.00000000000000000000000000000000000000"},
      {"0.00000000000000000000000000000000000015", "10", 38, "0.00000000000000000000000000000000000002"},
      {"20000000000000000000000000000000000000", "0.00000000000000000000000000000000000001", 0, "overflow"},
      {"0.99999999999999999999999999999999999999", "2", 38, "0.50000000000000000000000000000000000000"},
      {"99999999999999999999999999999999999997", "2", 0, "49999999999999999999999999999999999998"},
      {"-0.0002004769724864785149937958487901", "-0.000789231237826", 31,
       "0.2540155063282951467449634885381"},
      {"0.000000000093040355150237955722723", "-87158380130369188384874.8668", 13, "0.0000000000000"},
      {"5.44096322932002984382634097342", "-760.5051421", 8, "-0.00715441"},
      {"0.000000000000000928706798044094465808", "-801535798089.6896706860608", 26,
       "0.00000000000000000000000000"},
      {"0.00000000000000000844322024807423", "-0.00000002734871613092", 36,
       "-0.000000000308724556123805267942795352"},
      {"8080.39182414145383708278980", "-0.31686156", 12, "-25501.331951220129"},
      {"0.00000759338757258605535287146", "-5471684226644629512709.0327848950", 8, "0.00000000"},
      {"0.0000001248596893507532999263", "0.000606336587199", 22, "0.0002059247157219201115"},
      {"-0.00000000000000000000000904108635973705", "-0.0000000000250909", 30,
       "0.000000000000360333282574042780"},
      {"0.002086664988278675331963352085902389", "551477855125.7669504827055920", 33,
       "0.000000000000003783769318901848205"},
      {"0.00000000000003668949", "8359966496.4312360700116399095891", 2, "0.00"},
      {"2017034042285009268726595007.7518812608", "810911522454458701280308107337.61945", 8, "0.00248737"},
      {"506292", "-92822134950733638879892226966.9610838", 17, "0.00000000000000000"},
      {"0.0000000000000000000000000000000000008", "0.0943326640609", 12, "0.000000000000"},
      {"-89311.5854846914602823274796369", "0.0000000000000000000000000483760636807", 28, "overflow"},
      {"-1985355403743625.52325637888", "0.0000000000000427241829", 29, "overflow"},
      {"0.06", "-0.0000029922509", 38, "overflow"},
      {"-6384407401827976294.8988915294", "-4519210446400000840609.04980373092490", 38,
       "0.00141272628870686687022798619161233000"},
      {"0.00000000000000001132664", "0.09804704007075370136199927852", 27, "0.000000000000000115522508296"},
      {"0.19788839117076751788619595167052", "745722680080207.522333", 3, "0.000"},
      {"457365483238297.4580988635600", "0.000000000000000000000000000000000041", 37, "overflow"},
      {"-1722955", "0.00003156866641699180240290254738", 7, "-54578010272.6360729"},
      {"0.00000007840063156712", "-0.00000007701043496183058938432796", 33,
       "-1.018052054971231456027039155931573"},
      {"-0.000000000000000000000877723050009008", "-0.0007587202436845625", 18, "0.000000000000000001"},
  };
  for (const DivisionCase& c : cases) {
    EXPECT_EQ(Text(Decimal::Divide(D(c.dividend), D(c.divisor), c.scale)), c.quotient)
        << c.dividend << " / " << c.divisor;
  }
}

TEST(DecimalDivideTest, Refuses) {
  EXPECT_THAT(Decimal::Divide(D("1"), D("0.00"), 2),
              StatusIs(absl::StatusCode::kInvalidArgument, "division by zero"));
  EXPECT_EQ(Text(Decimal::Divide(D("1"), D("1"), 39)), "overflow");
  EXPECT_EQ(Text(Decimal::Divide(D("1"), D("1"), -1)), "overflow");
  EXPECT_EQ(Text(Decimal::Divide(D("1"), D("1"), 38)), "overflow");
  EXPECT_EQ(Text(Decimal::Divide(D(kNines), D("0." + kNines), 38)), "overflow");
  EXPECT_EQ(Text(Decimal::Divide(D(kNines), D("0.1"), 0)), "overflow");
  // 38 nines and a half: rounding makes the 39th digit.
  EXPECT_EQ(
      Text(Decimal::Divide(D("9" + kNines.substr(1)), D("0.99999999999999999999999999999999999999"), 0)),
      "overflow");
}

}  // namespace
}  // namespace karvan
