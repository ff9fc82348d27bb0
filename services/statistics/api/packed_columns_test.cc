#include "services/statistics/api/packed_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

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
  PeriodColumn column = PackPeriods({{2022 * 12, 12, 0}, {2023 * 12, 12, 0}});
  EXPECT_THAT(column.first_months(), ElementsAre(2022 * 12, 2023 * 12));
  EXPECT_THAT(column.month_counts(), ElementsAre(12));
  EXPECT_THAT(PackPeriods({}).month_counts(), IsEmpty());
  EXPECT_THAT(PackPeriods({}).first_months(), IsEmpty());
}

TEST(PackPeriodsTest, DifferentLengths) {
  PeriodColumn column = PackPeriods({{2024 * 12, 4, 0}, {2024 * 12, 5, 0}});
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

// Columns of series are packed as their numbers one by one would be.
TEST(PackColumnTest, AgreesWithPackDecimals) {
  std::mt19937_64 random(11);
  auto below = [&random](int n) { return static_cast<int>(random() % static_cast<uint64_t>(n)); };
  for (int round = 0; round < 500; ++round) {
    const bool plain = round % 2 == 0;  // as nearly all series are
    const int scale = below(4);
    const int multiplier = below(3) == 0 ? 6 : 0;
    SeriesColumn column;
    std::vector<ScaledNumber> rows;
    std::vector<int> multipliers;
    for (int row = below(30); row > 0; --row) {
      SeriesNumber& number = column.numbers.emplace_back();
      ScaledNumber& scaled = rows.emplace_back();
      multipliers.push_back(plain || below(4) ? multiplier : 3);
      scaled.multiplier = multipliers.back();
      if (!plain && below(5) == 0) continue;
      number.scale = static_cast<int8_t>(plain || below(4) ? scale : below(6));
      number.unscaled = static_cast<int64_t>(random());
      scaled.number = Decimal::FromUnscaled(number.unscaled, number.scale).value();
      if (plain || below(8) != 0) continue;
      scaled.number = Decimal::FromUnscaled(absl::MakeInt128(below(1000) + 1, 5), number.scale).value();
      number.wide = true;
      number.unscaled = static_cast<int64_t>(column.wide.size());
      column.wide.push_back(*scaled.number);
    }
    const absl::StatusOr<DecimalColumn> packed = PackColumn(column, multipliers);
    const absl::StatusOr<DecimalColumn> expected = PackDecimals(rows);
    ASSERT_OK(expected);
    ASSERT_OK(packed);
    EXPECT_EQ(packed->DebugString(), expected->DebugString()) << "round " << round;
  }
}

TEST(PackColumnTest, WithoutMultipliers) {
  SeriesColumn column;
  column.numbers = {{125, 2, false}, {-350, 2, false}};
  ASSERT_OK_AND_ASSIGN(DecimalColumn packed, PackColumn(column, {}));
  EXPECT_EQ(packed.scale(), 2);
  EXPECT_THAT(packed.unscaled(), ElementsAre(125, -350));
}

}  // namespace
}  // namespace karvan::statistics
