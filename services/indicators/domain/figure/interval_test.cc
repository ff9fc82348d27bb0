#include "services/indicators/domain/figure/interval.h"

#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using karvan::testing::IsOkAndHolds;

Decimal D(absl::string_view text) { return *Decimal::Parse(text); }
Interval Closed(absl::string_view lower, absl::string_view upper) {
  return Interval::Closed(D(lower), D(upper));
}
Interval Open(absl::string_view lower, absl::string_view upper) { return {D(lower), D(upper), false, false}; }
Interval Above(absl::string_view lower) { return {.lower = D(lower)}; }
Interval Below(absl::string_view upper) { return {.upper = D(upper)}; }

TEST(IntervalTest, PrintsItsEnds) {
  EXPECT_EQ(Closed("776", "777").ToString(), "[776, 777]");
  EXPECT_EQ(Above("1.1").ToString(), "(1.1, inf)");
  EXPECT_EQ(Interval{}.ToString(), "(-inf, inf)");
}

TEST(IntervalTest, InsideHeedsOpenEnds) {
  EXPECT_TRUE(Inside(Closed("1", "2"), Closed("1", "2")));
  EXPECT_FALSE(Inside(Closed("1", "2"), Open("1", "2")));
  EXPECT_TRUE(Inside(Open("1", "2"), Closed("1", "2")));
  EXPECT_TRUE(Inside(Closed("2", "3"), Above("1.1")));
  EXPECT_FALSE(Inside(Above("2"), Closed("1", "9")));
}

TEST(IntervalTest, DisjointHeedsOpenEnds) {
  EXPECT_FALSE(Disjoint(Closed("1", "2"), Closed("2", "3")));
  EXPECT_TRUE(Disjoint(Closed("1", "2"), Open("2", "3")));
  EXPECT_TRUE(Disjoint(Open("2", "3"), Closed("1", "2")));
  EXPECT_FALSE(Disjoint(Above("1"), Below("1.5")));
  EXPECT_TRUE(Disjoint(Above("1"), Below("1")));
}

TEST(IntervalTest, AddsAndSubtractsEndByEnd) {
  EXPECT_THAT(Add(Closed("255.75", "255.85"), Closed("892.5", "893.5")),
              IsOkAndHolds(Closed("1148.25", "1149.35")));
  EXPECT_THAT(Subtract(Closed("1", "2"), Closed("10", "20")), IsOkAndHolds(Closed("-19", "-8")));
  EXPECT_THAT(Add(Closed("1", "2"), Above("3")), IsOkAndHolds(Above("4")));
}

TEST(IntervalTest, NegatesByMirroring) {
  const Interval half_open{D("18"), D("20"), true, false};
  const Interval mirrored{D("-20"), D("-18"), false, true};
  EXPECT_EQ(Negate(half_open), mirrored);
  EXPECT_EQ(Negate(Above("1")), Below("-1"));
}

TEST(IntervalTest, DividesRoundingOutwards) {
  EXPECT_THAT(Divide(Closed("1", "1"), Closed("3", "3")),
              IsOkAndHolds(Closed("0.333333333333", "0.333333333334")));
  EXPECT_THAT(Divide(Closed("2", "2"), Closed("3", "3")),
              IsOkAndHolds(Closed("0.666666666666", "0.666666666667")));
  EXPECT_THAT(Divide(Closed("1", "2"), Closed("4", "8")), IsOkAndHolds(Closed("0.125", "0.5")));
}

TEST(IntervalTest, DivisionByWhatReachesZeroHasNoUpperEnd) {
  const Interval unbounded{.lower = D("0.5"), .lower_closed = true};
  EXPECT_THAT(Divide(Closed("1", "2"), Closed("0", "2")), IsOkAndHolds(unbounded));
}

TEST(IntervalTest, MultipliesAndShifts) {
  EXPECT_THAT(Multiply(Closed("0.8", "0.9"), Closed("10", "20")), IsOkAndHolds(Closed("8", "18")));
  EXPECT_THAT(Shift(Closed("776", "777"), 6), IsOkAndHolds(Closed("776000000", "777000000")));
  EXPECT_EQ(NonNegative(Closed("-1", "2")), Closed("0", "2"));
  EXPECT_EQ(RoundOutwards(Closed("0.12349", "0.12341"), 4), Closed("0.1234", "0.1235"));
}

TEST(IntervalTest, HalfUnitIsHalfOfTheLastDigit) {
  EXPECT_THAT(HalfUnit(-1), IsOkAndHolds(D("0.05")));
  EXPECT_THAT(HalfUnit(6), IsOkAndHolds(D("500000")));
}

}  // namespace
}  // namespace karvan::indicators
