#include "services/platform/clock/clock.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"

namespace karvan {
namespace {

absl::Time Forum() { return absl::FromCivil(absl::CivilSecond(2024, 8, 23, 9, 0, 0), absl::UTCTimeZone()); }

TEST(SystemClockTest, TellsTheMachinesTime) {
  absl::Time before = absl::Now();
  absl::Time now = SystemClock::Instance().Now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, absl::Now());
  EXPECT_EQ(&SystemClock::Instance(), &SystemClock::Instance());
}

TEST(ManualClockTest, StandsStillUntilMoved) {
  ManualClock clock(Forum());
  EXPECT_EQ(clock.Now(), Forum());
  EXPECT_EQ(clock.Now(), Forum());

  clock.Advance(absl::Hours(1));
  EXPECT_EQ(clock.Now(), Forum() + absl::Hours(1));

  clock.Set(Forum() - absl::Hours(24));
  EXPECT_EQ(clock.Now(), Forum() - absl::Hours(24));
}

TEST(ManualClockTest, LosesNoStepOfSeveralThreads) {
  ManualClock clock(Forum());
  const Clock& seen = clock;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) {
        absl::Time before = seen.Now();
        clock.Advance(absl::Milliseconds(1));
        EXPECT_LT(before, seen.Now());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seen.Now(), Forum() + absl::Seconds(4));
}

}  // namespace
}  // namespace karvan
