#include "services/statistics/domain/revision_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::Key;

Decimal D(const char* text) { return *Decimal::Parse(text); }
Period P(const char* text) { return *Period::Parse(text); }
absl::Time Day(int year, int month, int day) {
  return absl::FromCivil(absl::CivilDay(year, month, day), absl::UTCTimeZone());
}

RevisedValue V(const char* value, absl::Time published_at, Valuation valuation = Valuation::kNotStated) {
  return {D(value), valuation, published_at};
}

TEST(RevisionStatisticsTest, NothingIsTold) {
  const RevisionStatistics none;
  EXPECT_EQ(none.count(), 0);
  EXPECT_EQ(none.Mean(), std::nullopt);
  EXPECT_EQ(none.StandardDeviation(), std::nullopt);
  EXPECT_EQ(none.MeanAbsolute(), std::nullopt);
  EXPECT_EQ(none.RelativeMeanAbsolutePercent(), std::nullopt);
}

// P 100, 200, 300 to L 110, 190, 300.5: R 10, -10, 0.5.
TEST(RevisionStatisticsTest, ByHand) {
  RevisionStatistics statistics;
  EXPECT_OK(statistics.Add(D("100"), D("110")));
  EXPECT_EQ(statistics.StandardDeviation(), std::nullopt) << "of one there is none";
  EXPECT_OK(statistics.Add(D("200"), D("190")));
  EXPECT_OK(statistics.Add(D("300"), D("300.5")));
  EXPECT_EQ(statistics.count(), 3);
  EXPECT_EQ(statistics.upward_count(), 2);
  EXPECT_EQ(statistics.downward_count(), 1);
  EXPECT_EQ(statistics.sum().ToString(), "0.5");
  EXPECT_EQ(statistics.absolute_sum().ToString(), "20.5");
  EXPECT_DOUBLE_EQ(*statistics.Mean(), 0.5 / 3);
  EXPECT_DOUBLE_EQ(*statistics.MeanAbsolute(), 20.5 / 3);
  // 100 + 100 + 0.25 - 0.5^2 / 3, over 2.
  EXPECT_DOUBLE_EQ(*statistics.StandardDeviation(), std::sqrt((200.25 - 0.25 / 3) / 2));
  EXPECT_DOUBLE_EQ(*statistics.RelativeMeanAbsolutePercent(), 100 * 20.5 / 600.5);
}

TEST(RevisionStatisticsTest, LargeValuesLoseNoDigits) {
  RevisionStatistics statistics;
  EXPECT_OK(statistics.Add(D("0"), D("1000000000000.01")));
  EXPECT_OK(statistics.Add(D("0"), D("1000000000000.03")));
  EXPECT_NEAR(*statistics.StandardDeviation(), std::sqrt(0.0002), 1e-9);
}

TEST(RevisionStatisticsTest, WhatDoesNotFitIsSaid) {
  RevisionStatistics statistics;
  EXPECT_THAT(statistics.Add(D("0"), D("99999999999999999999")), HasReason("DECIMAL_OVERFLOW"));
}

TEST(RevisionSummaryTest, StepsByOrderAndLag) {
  RevisionSummary summary;
  EXPECT_OK(summary.AddCell(
      P("2024-01"), {V("10", Day(2024, 2, 15)), V("12", Day(2024, 3, 15)), V("11", Day(2024, 5, 15))}));
  EXPECT_OK(summary.AddCell(P("2024-02"), {V("20", Day(2024, 3, 15)), V("25", Day(2024, 4, 15))}));
  EXPECT_OK(summary.AddCell(P("2024-03"), {V("30", Day(2024, 4, 15))}));
  EXPECT_EQ(summary.cell_count(), 3);
  EXPECT_EQ(summary.version_count(), 6);
  EXPECT_EQ(summary.not_compared_count(), 0);
  EXPECT_EQ(summary.first_to_latest().count(), 3);
  EXPECT_EQ(summary.first_to_latest().sum().ToString(), "6");
  EXPECT_THAT(summary.by_order(), ElementsAre(Key(1), Key(2)));
  EXPECT_EQ(summary.by_order().at(1).sum().ToString(), "7");
  EXPECT_EQ(summary.by_order().at(2).sum().ToString(), "-1");
  EXPECT_THAT(summary.by_lag(), ElementsAre(Key(1), Key(3)));
  EXPECT_EQ(summary.by_lag().at(1).count(), 2);
  EXPECT_EQ(summary.by_lag().at(3).count(), 1);
}

TEST(RevisionSummaryTest, WhatCannotBeComparedIsCounted) {
  RevisionSummary summary;
  RevisedValue gone;
  gone.published_at = Day(2024, 3, 1);
  EXPECT_OK(summary.AddCell(P("2024-01"), {V("10", Day(2024, 2, 1)), gone, V("13", Day(2024, 4, 1))}));
  EXPECT_OK(summary.AddCell(P("2024-01"), {V("10", Day(2024, 2, 1)), gone}));
  EXPECT_OK(summary.AddCell(
      P("2024-01"), {V("10", Day(2024, 2, 1), Valuation::kCif), V("9", Day(2024, 2, 2), Valuation::kFob)}));
  EXPECT_EQ(summary.not_compared_count(), 4);
  EXPECT_TRUE(summary.by_order().empty());
  EXPECT_EQ(summary.first_to_latest().count(), 1);
  EXPECT_EQ(summary.first_to_latest().sum().ToString(), "3");
}

TEST(RevisionSummaryTest, LagsAndOrdersAreBounded) {
  EXPECT_EQ(LagMonths(P("2024-01"), Day(2024, 2, 1)), 0);
  EXPECT_EQ(LagMonths(P("2024-01"), Day(2024, 3, 31)), 1);
  EXPECT_EQ(LagMonths(P("2024"), Day(2025, 1, 31)), 0);
  EXPECT_EQ(LagMonths(P("2024"), Day(2024, 12, 31)), -1);
  RevisionSummary summary;
  EXPECT_OK(summary.AddCell(P("2024"),
                            {V("1", Day(2024, 6, 1)), V("2", Day(2024, 7, 1)), V("3", Day(2049, 1, 1))}));
  EXPECT_THAT(summary.by_lag(), ElementsAre(Key(0), Key(120)));
  EXPECT_OK(summary.AddCell(P("2024"), std::vector<RevisedValue>(150, V("1", Day(2025, 6, 1)))));
  EXPECT_EQ(summary.by_order().rbegin()->first, 100);
  EXPECT_EQ(summary.by_order().at(100).count(), 50);
}

}  // namespace
}  // namespace karvan::statistics
