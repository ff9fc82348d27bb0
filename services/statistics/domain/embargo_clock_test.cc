#include "services/statistics/domain/embargo_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

using ::testing::Eq;
using ::testing::Optional;

const absl::Time kNoon = absl::FromCivil(absl::CivilHour(2024, 8, 21, 12), absl::UTCTimeZone());

TEST(EmbargoClockTest, FollowsAWallClockThatRunsWithTheSteadyOne) {
  EmbargoClock clock;
  EXPECT_THAT(clock.Read(kNoon, absl::Hours(7)), Optional(kNoon));
  EXPECT_THAT(clock.Read(kNoon + absl::Hours(1), absl::Hours(8)), Optional(kNoon + absl::Hours(1)));
  const absl::Time drifted = kNoon + absl::Hours(2) + absl::Minutes(5);
  EXPECT_THAT(clock.Read(drifted, absl::Hours(9)), Optional(drifted));
}

TEST(EmbargoClockTest, AStepForwardWaitsUntilTheClockHasRunOn) {
  EmbargoClock clock;
  ASSERT_TRUE(clock.Read(kNoon, absl::ZeroDuration()));
  const absl::Time stepped = kNoon + absl::Minutes(5) + absl::Seconds(11);
  EXPECT_THAT(clock.Read(stepped, absl::Seconds(10)), Eq(std::nullopt));
  EXPECT_THAT(clock.Read(stepped + absl::Seconds(59), absl::Seconds(69)), Eq(std::nullopt));
  EXPECT_THAT(clock.Read(stepped + absl::Seconds(60), absl::Seconds(70)),
              Optional(stepped + absl::Seconds(60)));
}

TEST(EmbargoClockTest, AStepThatIsTakenBackNeverCounts) {
  EmbargoClock clock;
  ASSERT_TRUE(clock.Read(kNoon, absl::ZeroDuration()));
  EXPECT_THAT(clock.Read(kNoon + absl::Hours(24), absl::Seconds(10)), Eq(std::nullopt));
  EXPECT_THAT(clock.Read(kNoon + absl::Seconds(20), absl::Seconds(20)), Optional(kNoon + absl::Seconds(20)));
}

TEST(EmbargoClockTest, ASecondStepForwardIsDoubtedAnew) {
  EmbargoClock clock;
  ASSERT_TRUE(clock.Read(kNoon, absl::ZeroDuration()));
  EXPECT_THAT(clock.Read(kNoon + absl::Hours(1), absl::Seconds(0)), Eq(std::nullopt));
  EXPECT_THAT(clock.Read(kNoon + absl::Hours(2), absl::Seconds(59)), Eq(std::nullopt));
  EXPECT_THAT(clock.Read(kNoon + absl::Hours(2), absl::Seconds(118)), Eq(std::nullopt));
  EXPECT_THAT(clock.Read(kNoon + absl::Hours(2), absl::Seconds(119)), Optional(kNoon + absl::Hours(2)));
}

TEST(EmbargoClockTest, AStepBackCountsAtOnce) {
  EmbargoClock clock;
  ASSERT_TRUE(clock.Read(kNoon, absl::ZeroDuration()));
  EXPECT_THAT(clock.Read(kNoon - absl::Hours(3), absl::Seconds(1)), Optional(kNoon - absl::Hours(3)));
}

}  // namespace
}  // namespace karvan::statistics
