#include "services/statistics/domain/exact_sum.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;

Decimal Number(const char* text) { return Decimal::Parse(text).value(); }

TEST(ExactSumTest, KeepsTheFinestDigit) {
  ExactSum sum;
  EXPECT_TRUE(sum.empty());
  EXPECT_TRUE(sum.Add(893, 6));
  EXPECT_FALSE(sum.empty());
  EXPECT_EQ(sum.exponent(), 6);
  EXPECT_EQ(sum.Total()->ToString(), "893000000");
  EXPECT_TRUE(sum.Add(Number("255.8"), 6));
  EXPECT_EQ(sum.exponent(), 5);
  EXPECT_EQ(sum.Total()->ToString(), "1148800000");
  EXPECT_TRUE(sum.Add(-25, -2));
  EXPECT_EQ(sum.Total()->ToString(), "1148799999.75");
}

TEST(ExactSumTest, ASumOfNothingIsNotThatOfZero) {
  ExactSum sum, zero;
  EXPECT_TRUE(zero.Add(0, -2));
  EXPECT_TRUE(sum.Add(ExactSum()));
  EXPECT_TRUE(sum.empty());
  EXPECT_TRUE(sum.Add(zero));
  EXPECT_FALSE(sum.empty());
  EXPECT_EQ(sum.Total()->ToString(), "0.00");
}

TEST(ExactSumTest, GoesPast64BitsInBothDirections) {
  ExactSum sum;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(sum.Add(INT64_MAX, 0));
  EXPECT_EQ(sum.Total()->ToString(), "27670116110564327421");
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(sum.Add(-INT64_MAX, 0));
  EXPECT_EQ(sum.Total()->ToString(), "-27670116110564327421");
}

TEST(ExactSumTest, RefusesMoreThan38Digits) {
  const Decimal nines = Number("99999999999999999999999999999999999999");
  for (int sign : {1, -1}) {
    ExactSum sum;
    EXPECT_TRUE(sum.Add(sign > 0 ? nines : -nines, 0));
    EXPECT_FALSE(sum.AddWide(sign, 0));
    EXPECT_FALSE(sum.AddWide(0, -1));  // one digit more behind the point
    EXPECT_TRUE(sum.AddWide(-sign, 0));
    EXPECT_EQ(sum.Total()->Abs().ToString(), "99999999999999999999999999999999999998");
  }
  ExactSum shifted;
  EXPECT_TRUE(shifted.Add(nines, 1));
  EXPECT_THAT(shifted.Total(), HasReason("DECIMAL_OVERFLOW"));
}

TEST(ExactSumTest, ComparesValues) {
  auto sum = [](int64_t unscaled, int exponent) {
    ExactSum made;
    EXPECT_TRUE(made.Add(unscaled, exponent));
    return made;
  };
  EXPECT_EQ(Compare(sum(15, 0), sum(150, -1)), 0);
  EXPECT_EQ(Compare(sum(15, 0), sum(151, -1)), -1);
  EXPECT_EQ(Compare(sum(2, 0), sum(1, 0)), 1);
  EXPECT_EQ(Compare(sum(-2, 3), sum(-1999, 0)), -1);
  EXPECT_EQ(Compare(sum(INT64_MAX, 30), sum(1, -30)), 1);
  EXPECT_EQ(Compare(sum(1, -30), sum(INT64_MIN, 30)), 1);
}

}  // namespace
}  // namespace karvan::statistics
