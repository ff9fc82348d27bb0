#include "services/statistics/api/packed_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using karvan::type::v1::DecimalColumn;
using karvan::type::v1::PeriodColumn;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

ScaledNumber N(const char* text, int multiplier = 0) { return {*Decimal::Parse(text), multiplier}; }

TEST(PackPeriodsTest, OneLengthIsSaidOnce) {
  PeriodColumn column = PackPeriods({*Period::Year(2022), *Period::Year(2023)});
  EXPECT_THAT(column.first_months(), ElementsAre(2022 * 12, 2023 * 12));
  EXPECT_THAT(column.month_counts(), ElementsAre(12));
  EXPECT_THAT(PackPeriods({}).month_counts(), IsEmpty());
  EXPECT_THAT(PackPeriods({}).first_months(), IsEmpty());
}

TEST(PackPeriodsTest, DifferentLengths) {
  PeriodColumn column = PackPeriods({*Period::Cumulative(2024, 4), *Period::Cumulative(2024, 5)});
  EXPECT_THAT(column.first_months(), ElementsAre(2024 * 12, 2024 * 12));
  EXPECT_THAT(column.month_counts(), ElementsAre(4, 5));
}

TEST(PackDecimalsTest, MillionsKeepTheirLastDigits) {
  ASSERT_OK_AND_ASSIGN(DecimalColumn column, PackDecimals({N("255.8", 6), N("893", 6)}));
  EXPECT_EQ(column.scale(), -5);
  EXPECT_THAT(column.unscaled(), ElementsAre(2558, 8930));
  EXPECT_THAT(column.last_digit_places(), ElementsAre(5, 6));
  EXPECT_THAT(column.missing(), IsEmpty());
  EXPECT_THAT(column.exceptions(), IsEmpty());
}

TEST(PackDecimalsTest, EqualPlacesAreNotListed) {
  ASSERT_OK_AND_ASSIGN(DecimalColumn column, PackDecimals({N("1.25"), N("-3.50"), N("0.00")}));
  EXPECT_EQ(column.scale(), 2);
  EXPECT_THAT(column.unscaled(), ElementsAre(125, -350, 0));
  EXPECT_THAT(column.last_digit_places(), IsEmpty());
}

TEST(PackDecimalsTest, MissingIsNotZero) {
  ASSERT_OK_AND_ASSIGN(DecimalColumn column, PackDecimals({N("1.5"), {}, N("0.0"), {}}));
  EXPECT_THAT(column.unscaled(), ElementsAre(15, 0, 0, 0));
  EXPECT_THAT(column.missing(), ElementsAre(1, 3));
  EXPECT_THAT(column.last_digit_places(), IsEmpty());
  ASSERT_OK_AND_ASSIGN(DecimalColumn none, PackDecimals({{}, {}}));
  EXPECT_EQ(none.scale(), 0);
  EXPECT_THAT(none.missing(), ElementsAre(0, 1));
}

TEST(PackDecimalsTest, WhatDoesNotFitIsAnException) {
  ASSERT_OK_AND_ASSIGN(DecimalColumn column, PackDecimals({N("9223372036854775807"), N("9223372036854775808"),
                                                           N("-9223372036854775808"),
                                                           N("99999999999999999999999999999999999999")}));
  EXPECT_EQ(column.scale(), 0);
  EXPECT_THAT(column.unscaled(), ElementsAre(9223372036854775807, 0, std::numeric_limits<int64_t>::min(), 0));
  ASSERT_EQ(column.exceptions_size(), 2);
  EXPECT_EQ(column.exceptions(0).row(), 1);
  EXPECT_EQ(column.exceptions(0).value(), "9223372036854775808");
  EXPECT_EQ(column.exceptions(1).value(), "99999999999999999999999999999999999999");
}

TEST(PackDecimalsTest, AFineScaleMakesExceptionsOfLargeNumbers) {
  ASSERT_OK_AND_ASSIGN(DecimalColumn column, PackDecimals({N("0.0000000000000000001"), N("12", 6), N("0")}));
  EXPECT_EQ(column.scale(), 19);
  EXPECT_THAT(column.unscaled(), ElementsAre(1, 0, 0));
  ASSERT_EQ(column.exceptions_size(), 1);
  EXPECT_EQ(column.exceptions(0).value(), "12000000");
  EXPECT_THAT(column.last_digit_places(), ElementsAre(-19, 6, 0));
}

TEST(PackDecimalsTest, TooManyDigits) {
  EXPECT_THAT(PackDecimals({N("1"), N("99999999999999999999999999999999999999", 3)}),
              HasReason("DECIMAL_OVERFLOW"));
}

}  // namespace
}  // namespace karvan::statistics
