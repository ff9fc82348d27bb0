#include "services/statistics/api/timestamps.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::IsOkAndHolds;

google::protobuf::Timestamp Of(int64_t seconds, int32_t nanos) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(nanos);
  return timestamp;
}

TEST(TimestampsTest, RoundTrip) {
  for (absl::Time time :
       {absl::UnixEpoch(), absl::FromUnixNanos(1'724'000'000'123'456'789), absl::FromUnixNanos(-1)}) {
    EXPECT_THAT(FromProto(ToProto(time)), IsOkAndHolds(time));
  }
}

TEST(TimestampsTest, Range) {
  EXPECT_OK(FromProto(Of(-62'135'596'800, 0)));
  EXPECT_OK(FromProto(Of(253'402'300'799, 999'999'999)));
  EXPECT_FALSE(FromProto(Of(-62'135'596'801, 0)).ok());
  EXPECT_FALSE(FromProto(Of(253'402'300'800, 0)).ok());
  EXPECT_FALSE(FromProto(Of(0, -1)).ok());
  EXPECT_FALSE(FromProto(Of(0, 1'000'000'000)).ok());
}

}  // namespace
}  // namespace karvan::statistics
