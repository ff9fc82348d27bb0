#include "services/platform/rpc/call_context.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::rpc {
namespace {

using karvan::testing::IsOk;
using karvan::testing::StatusIs;

TEST(CallContextTest, CarriesWhatItIsGiven) {
  ManualClock clock(absl::FromUnixSeconds(1'700'000'000));
  const CallContext call({.identity = {"clerk", {"*"}}, .request_id = "r1", .clock = &clock});
  EXPECT_EQ(call.identity().name, "clerk");
  EXPECT_EQ(call.request_id(), "r1");
  EXPECT_EQ(call.deadline(), absl::InfiniteFuture());
  EXPECT_EQ(call.Now(), absl::FromUnixSeconds(1'700'000'000));
  EXPECT_EQ(call.executor(), nullptr);
  EXPECT_THAT(call.CheckAlive(), IsOk());
  EXPECT_FALSE(call.Cancelled());
}

TEST(CallContextTest, SeesCancellation) {
  const CallContext call({});
  call.cancellation().Cancel();
  EXPECT_TRUE(call.Cancelled());
  EXPECT_THAT(call.CheckAlive(), StatusIs(absl::StatusCode::kCancelled));
}

TEST(CallContextTest, ADeadlineThatHasPassedComesBeforeCancellation) {
  const CallContext call({.deadline = absl::Now() - absl::Seconds(1)});
  call.cancellation().Cancel();
  EXPECT_TRUE(call.Cancelled());
  EXPECT_THAT(call.CheckAlive(), StatusIs(absl::StatusCode::kDeadlineExceeded));
}

// A demonstration may set the server's clock to 2024; deadlines are of today.
TEST(CallContextTest, TheDeadlineIsOfTheMachinesClock) {
  ManualClock clock(absl::InfiniteFuture());
  const CallContext call({.deadline = absl::Now() + absl::Hours(1), .clock = &clock});
  EXPECT_THAT(call.CheckAlive(), IsOk());
}

}  // namespace
}  // namespace karvan::rpc
