#include "services/platform/rpc/shutdown_signal.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <thread>

namespace karvan::rpc {
namespace {

TEST(ShutdownSignalTest, KeepsTheSignalForWait) {
  ShutdownSignal signal;
  raise(SIGTERM);  // would end the process, were it not kept
  EXPECT_EQ(signal.Wait(), SIGTERM);
  raise(SIGINT);
  EXPECT_EQ(signal.Wait(), SIGINT);
}

TEST(ShutdownSignalTest, ASignalWakesAWaitingThread) {
  ShutdownSignal signal;
  int number = 0;
  std::thread waiter([&] { number = signal.Wait(); });
  kill(getpid(), SIGTERM);
  waiter.join();
  EXPECT_EQ(number, SIGTERM);
}

}  // namespace
}  // namespace karvan::rpc
