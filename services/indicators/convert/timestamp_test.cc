#include "services/indicators/convert/timestamp.h"

#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using karvan::testing::IsOkAndHolds;
using karvan::testing::StatusIs;

TEST(TimestampTest, ComesBack) {
  const absl::Time time = absl::FromUnixNanos(-1'500'000'001);
  EXPECT_EQ(ToProto(time).seconds(), -2);
  EXPECT_THAT(TimeFromProto(ToProto(time)), IsOkAndHolds(time));
}

TEST(TimestampTest, RefusesWhatIsNone) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_nanos(1'000'000'000);
  EXPECT_THAT(TimeFromProto(timestamp), StatusIs(absl::StatusCode::kInvalidArgument));
  timestamp.set_nanos(0);
  timestamp.set_seconds(253'402'300'800);
  EXPECT_THAT(TimeFromProto(timestamp), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace karvan::indicators
