#include "services/platform/decimal/decimal_sum.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using testing::HasReason;
using testing::StatusIs;

Decimal D(absl::string_view text) { return Decimal::Parse(text).value(); }

std::string Text(const DecimalSum& sum) { return sum.Value().value().ToString(); }

TEST(DecimalSumTest, StartsAtZero) { EXPECT_EQ(Text(DecimalSum()), "0"); }

TEST(DecimalSumTest, SumsExactlyAtTheLargestScale) {
  DecimalSum sum;
  EXPECT_OK(sum.Add(D("255.8")));
  EXPECT_OK(sum.Add(D("893")));
  EXPECT_EQ(Text(sum), "1148.8");
  EXPECT_OK(sum.Add(D("-1148.80")));
  EXPECT_EQ(Text(sum), "0.00");
  EXPECT_OK(sum.Add(D("1")));
  EXPECT_EQ(Text(sum), "1.00");
}

TEST(DecimalSumTest, TenthsAddUp) {
  DecimalSum sum;
  for (int i = 0; i < 1000; ++i) EXPECT_OK(sum.Add(D("0.1")));
  EXPECT_EQ(Text(sum), "100.0");
}

TEST(DecimalSumTest, MayPassThirtyEightDigitsOnTheWay) {
  DecimalSum sum;
  Decimal half = D("5" + std::string(37, '0'));
  EXPECT_OK(sum.Add(half));
  EXPECT_OK(sum.Add(half));
  EXPECT_THAT(sum.Value(), HasReason("DECIMAL_OVERFLOW"));
  EXPECT_OK(sum.Add(D("-1")));
  EXPECT_EQ(Text(sum), std::string(38, '9'));
}

TEST(DecimalSumTest, RefusesWhatLeaves128BitsAndStaysAsItWas) {
  for (const char* sign : {"", "-"}) {
    DecimalSum sum;
    Decimal large = D(sign + std::string(38, '9'));
    EXPECT_OK(sum.Add(large));
    EXPECT_THAT(sum.Add(large), StatusIs(absl::StatusCode::kOutOfRange));
    EXPECT_THAT(sum.Add(D("0.01")), HasReason("DECIMAL_OVERFLOW"));
    EXPECT_EQ(Text(sum), large.ToString());
  }
  DecimalSum fine;
  EXPECT_OK(fine.Add(D("0." + std::string(37, '0') + "1")));
  EXPECT_THAT(fine.Add(D("9")), HasReason("DECIMAL_OVERFLOW"));
  EXPECT_OK(fine.Add(D("1")));
  EXPECT_OK(fine.Add(D("0")));
}

}  // namespace
}  // namespace karvan
