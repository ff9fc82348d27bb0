#include "services/platform/period/period.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using ::testing::ElementsAre;
using testing::IsOkAndHolds;
using testing::StatusIs;

constexpr int kIntMax = std::numeric_limits<int>::max();
constexpr int kIntMin = std::numeric_limits<int>::min();

Period P(absl::string_view text) { return Period::Parse(text).value(); }

TEST(PeriodTest, DefaultIsTheLeast) {
  EXPECT_EQ(Period(), P("1000-01"));
  EXPECT_LT(Period(), P("1000-02"));
  EXPECT_LT(Period(), P("1000"));
}

TEST(PeriodTest, Factories) {
  EXPECT_THAT(Period::Year(2024), IsOkAndHolds(P("2024")));
  EXPECT_THAT(Period::Month(2024, 7), IsOkAndHolds(P("2024-07")));
  EXPECT_THAT(Period::Quarter(2024, 3), IsOkAndHolds(P("2024-Q3")));
  EXPECT_THAT(Period::Half(2024, 2), IsOkAndHolds(P("2024-S2")));
  EXPECT_THAT(Period::Cumulative(2024, 7), IsOkAndHolds(P("2024-01-01/P7M")));
  EXPECT_THAT(Period::Cumulative(2024, 12), IsOkAndHolds(P("2024")));
  EXPECT_THAT(Period::FromMonths(2023 * 12 + 10, 4), IsOkAndHolds(P("2023-11-01/P4M")));
}

TEST(PeriodTest, FactoriesRefuseWhatIsOutOfRange) {
  for (int year : {999, 10000, -1, kIntMax, kIntMin}) {
    EXPECT_THAT(Period::Year(year), StatusIs(absl::StatusCode::kInvalidArgument)) << year;
    EXPECT_THAT(Period::Month(year, 1), StatusIs(absl::StatusCode::kInvalidArgument)) << year;
    EXPECT_THAT(Period::Cumulative(year, 1), StatusIs(absl::StatusCode::kInvalidArgument)) << year;
  }
  EXPECT_THAT(Period::Month(2024, 0),
              StatusIs(absl::StatusCode::kInvalidArgument, "month 0 is not within 1 to 12"));
  EXPECT_THAT(Period::Month(2024, 13), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Period::Quarter(2024, 5),
              StatusIs(absl::StatusCode::kInvalidArgument, "quarter 5 is not within 1 to 4"));
  EXPECT_THAT(Period::Half(2024, 0),
              StatusIs(absl::StatusCode::kInvalidArgument, "half 0 is not within 1 to 2"));
  EXPECT_THAT(Period::Cumulative(2024, 13), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Period::FromMonths(2024 * 12, 0),
              StatusIs(absl::StatusCode::kInvalidArgument, "a length of 0 months is not within 1 to 1200"));
  EXPECT_THAT(Period::FromMonths(2024 * 12, 1201), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Period::FromMonths(1000 * 12 - 1, 2),
              StatusIs(absl::StatusCode::kInvalidArgument, "the period leaves the years 1000 to 9999"));
  EXPECT_THAT(Period::FromMonths(kIntMax, 1), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Period::FromMonths(kIntMin, 1), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(PeriodTest, Bounds) {
  Period winter = P("2023-11-01/P4M");
  EXPECT_EQ(winter.year(), 2023);
  EXPECT_EQ(winter.first_month(), 24286);
  EXPECT_EQ(winter.end_month(), 24290);
  EXPECT_EQ(winter.month_count(), 4);
  EXPECT_EQ(winter.start(), absl::CivilMonth(2023, 11));
  EXPECT_EQ(winter.end(), absl::CivilMonth(2024, 3));
  EXPECT_EQ(P("9999").end(), absl::CivilMonth(10000, 1));
}

TEST(PeriodTest, YearBeforeHasTheSameMonths) {
  EXPECT_THAT(P("2024-01-01/P7M").YearBefore(), IsOkAndHolds(P("2023-01-01/P7M")));
  EXPECT_THAT(P("2024-Q1").YearBefore(), IsOkAndHolds(P("2023-Q1")));
  EXPECT_THAT(P("2024").YearBefore(), IsOkAndHolds(P("2023")));
  EXPECT_THAT(P("2024-02").YearBefore(), IsOkAndHolds(P("2023-02")));
  EXPECT_THAT(P("1000-05").YearBefore(), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(PeriodTest, AddMonths) {
  EXPECT_THAT(P("2024-11").AddMonths(3), IsOkAndHolds(P("2025-02")));
  EXPECT_THAT(P("2024-Q1").AddMonths(-3), IsOkAndHolds(P("2023-Q4")));
  EXPECT_THAT(P("2024-Q1").AddMonths(0), IsOkAndHolds(P("2024-Q1")));
  EXPECT_THAT(P("1000-01").AddMonths(8999 * 12 + 11), IsOkAndHolds(P("9999-12")));
  for (int months : {8000 * 12, -8000 * 12, kIntMax, kIntMin}) {
    EXPECT_THAT(P("2024").AddMonths(months),
                StatusIs(absl::StatusCode::kInvalidArgument, "the period leaves the years 1000 to 9999"))
        << months;
  }
}

TEST(PeriodTest, ContainsAndOverlaps) {
  EXPECT_TRUE(P("2024").Contains(P("2024-Q3")));
  EXPECT_TRUE(P("2024").Contains(P("2024")));
  EXPECT_TRUE(P("2024").Contains(P("2024-12")));
  EXPECT_FALSE(P("2024").Contains(P("2025-01")));
  EXPECT_FALSE(P("2024").Contains(P("2023-12-01/P2M")));
  EXPECT_FALSE(P("2024-Q3").Contains(P("2024")));

  EXPECT_TRUE(P("2024").Overlaps(P("2023-12-01/P2M")));
  EXPECT_TRUE(P("2023-12-01/P2M").Overlaps(P("2024")));
  EXPECT_TRUE(P("2024-S1").Overlaps(P("2024-Q2")));
  EXPECT_FALSE(P("2024-S1").Overlaps(P("2024-Q3")));
  EXPECT_FALSE(P("2024-Q3").Overlaps(P("2024-S1")));
}

TEST(PeriodTest, Kinds) {
  EXPECT_TRUE(P("2024").IsYear());
  EXPECT_FALSE(P("2023-07-01/P12M").IsYear());
  EXPECT_FALSE(P("2023-01-01/P24M").IsYear());
  EXPECT_TRUE(P("2024-S2").IsHalf());
  EXPECT_FALSE(P("2024-04-01/P6M").IsHalf());
  EXPECT_TRUE(P("2024-Q2").IsQuarter());
  EXPECT_FALSE(P("2024-02-01/P3M").IsQuarter());
  EXPECT_TRUE(P("2024-02").IsMonth());
  EXPECT_FALSE(P("2024-02-01/P2M").IsMonth());
}

TEST(PeriodTest, CumulativeStartsInJanuaryWithinAYear) {
  for (const char* text : {"2024-01", "2024-01-01/P2M", "2024-Q1", "2024-S1", "2024-01-01/P7M", "2024"}) {
    EXPECT_TRUE(P(text).IsCumulative()) << text;
  }
  for (const char* text : {"2024-02", "2024-Q2", "2024-S2", "2024-02-01/P7M", "2024-01-01/P13M"}) {
    EXPECT_FALSE(P(text).IsCumulative()) << text;
  }
}

TEST(PeriodTest, MonthsInOrder) {
  EXPECT_THAT(P("2023-11-01/P3M").Months(), ElementsAre(P("2023-11"), P("2023-12"), P("2024-01")));
  EXPECT_THAT(P("2024-07").Months(), ElementsAre(P("2024-07")));
  EXPECT_EQ(P("2024").Months().size(), 12u);
}

TEST(PeriodTest, OrdersByStartThenLength) {
  std::vector<Period> periods = {P("2024"), P("2024-02"), P("2024-Q1"), P("2023"), P("2024-01")};
  std::sort(periods.begin(), periods.end());
  EXPECT_THAT(periods, ElementsAre(P("2023"), P("2024-01"), P("2024-Q1"), P("2024"), P("2024-02")));
}

TEST(PeriodTest, HashesAsItCompares) {
  absl::flat_hash_set<Period> periods = {P("2024-Q1"), P("2024-01-01/P3M"), P("2024-01"), P("2024")};
  EXPECT_EQ(periods.size(), 3u);
  EXPECT_TRUE(periods.contains(P("2024-01-01/P3M")));
  EXPECT_FALSE(periods.contains(P("2024-02")));
}

}  // namespace
}  // namespace karvan
