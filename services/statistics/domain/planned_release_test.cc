#include "services/statistics/domain/planned_release.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;

absl::Time Day(int day) {
  return absl::FromCivil(absl::CivilDay(2024, 8, 1) + (day - 1), absl::UTCTimeZone());
}

PlannedRelease Sample() {
  PlannedRelease planned;
  planned.dataset = "tj";
  planned.id = "august";
  planned.title = "Trade";
  planned.dates = {{Day(20), "", Day(1)}};
  return planned;
}

TEST(PlannedReleaseTest, PuttingItOffNeedsAReason) {
  PlannedRelease planned = Sample();
  EXPECT_THAT(Apply({.planned_time = Day(25)}, Day(2), planned),
              HasFieldViolation("planned_release.delay_reason",
                                "must say why the release is put off from 2024-08-20T00:00:00+00:00"));
  EXPECT_EQ(planned.dates.size(), 1);
  ASSERT_OK(Apply({.planned_time = Day(25), .delay_reason = "late customs data"}, Day(2), planned));
  ASSERT_EQ(planned.dates.size(), 2);
  EXPECT_EQ(planned.dates[1].planned_time, Day(25));
  EXPECT_EQ(planned.dates[1].delay_reason, "late customs data");
  EXPECT_EQ(planned.dates[1].announce_time, Day(2));
  EXPECT_EQ(planned.update_time, Day(2));
  EXPECT_THAT(Apply({.planned_time = Day(26)}, Day(3), planned), HasReason("INVALID_FIELD"))
      << "the reason before explains the move before";
  ASSERT_OK(Apply({.planned_time = Day(22)}, Day(3), planned)) << "earlier again";
  EXPECT_EQ(planned.dates[2].delay_reason, "");
}

TEST(PlannedReleaseTest, OtherFieldsAnnounceNoDate) {
  PlannedRelease planned = Sample();
  ASSERT_OK(Apply({.title = "Trade in goods", .periods = {{*Period::Parse("2024-07")}}}, Day(2), planned));
  ASSERT_OK(Apply({.planned_time = Day(20)}, Day(2), planned));
  EXPECT_EQ(planned.dates.size(), 1);
  EXPECT_EQ(planned.title, "Trade in goods");
  EXPECT_EQ(planned.periods.size(), 1);
}

TEST(PlannedReleaseTest, DatesAreLimited) {
  PlannedRelease planned = Sample();
  for (int day = 1; day < kMaxPlannedDates; ++day) {
    ASSERT_OK(Apply({.planned_time = Day(20 + day), .delay_reason = "x"}, Day(2), planned));
  }
  EXPECT_THAT(Apply({.planned_time = Day(300), .delay_reason = "x"}, Day(2), planned),
              HasReason("LIMIT_EXCEEDED"));
}

TEST(PlannedReleaseTest, Late) {
  PlannedRelease planned = Sample();
  EXPECT_FALSE(IsLate(planned, Day(20)));
  EXPECT_TRUE(IsLate(planned, Day(20) + absl::Seconds(1)));
  planned.actual = {1, Day(19)};
  EXPECT_FALSE(IsLate(planned, Day(30)));
  planned.actual = {1, Day(21)};
  EXPECT_TRUE(IsLate(planned, Day(30)));
}

}  // namespace
}  // namespace karvan::statistics
