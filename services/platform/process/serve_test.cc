#include "services/platform/process/serve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::process {
namespace {

using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Optional;

TEST(ParseClockFlag, TakesATimeOfRfc3339) {
  EXPECT_THAT(ParseClockFlag("2024-08-10T12:00:00Z"),
              IsOkAndHolds(Optional(absl::FromUnixSeconds(1'723'291'200))));
  EXPECT_THAT(ParseClockFlag("2024-08-10T17:00:00+05:00"),
              IsOkAndHolds(Optional(absl::FromUnixSeconds(1'723'291'200))));
}

TEST(ParseClockFlag, IsTheMachinesClockWhenEmpty) {
  EXPECT_THAT(ParseClockFlag(""), IsOkAndHolds(std::nullopt));
}

TEST(ParseClockFlag, NamesTheFlagOfAnythingElse) {
  EXPECT_THAT(ParseClockFlag("yesterday"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("--clock=\"yesterday\""), HasSubstr("RFC 3339"))));
}

}  // namespace
}  // namespace karvan::process
