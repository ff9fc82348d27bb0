#include "services/platform/rpc/cancellation.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace karvan::rpc {
namespace {

TEST(CancellationTest, CallsWhatIsRegisteredOnce) {
  Cancellation cancellation;
  int calls = 0;
  OnCancel on_cancel(cancellation, [&] { ++calls; });
  EXPECT_FALSE(cancellation.Cancelled());
  EXPECT_EQ(calls, 0);
  cancellation.Cancel();
  cancellation.Cancel();
  EXPECT_TRUE(cancellation.Cancelled());
  EXPECT_EQ(calls, 1);
}

TEST(CancellationTest, CallsAtOnceWhatComesLate) {
  Cancellation cancellation;
  cancellation.Cancel();
  int calls = 0;
  OnCancel on_cancel(cancellation, [&] { ++calls; });
  EXPECT_EQ(calls, 1);
}

TEST(CancellationTest, DoesNotCallWhatIsGone) {
  Cancellation cancellation;
  int calls = 0;
  {
    OnCancel on_cancel(cancellation, [&] { ++calls; });
  }
  cancellation.Cancel();
  EXPECT_EQ(calls, 0);
}

// The callback writes to what lives as long as its OnCancel; a sanitizer sees a write after that.
TEST(CancellationTest, ItsEndWaitsForACallbackUnderWay) {
  for (int round = 0; round < 200; ++round) {
    Cancellation cancellation;
    std::thread canceller([&] { cancellation.Cancel(); });
    {
      int calls = 0;
      OnCancel on_cancel(cancellation, [&] { ++calls; });
    }
    canceller.join();
  }
}

}  // namespace
}  // namespace karvan::rpc
