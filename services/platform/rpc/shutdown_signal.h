#pragma once

#include <csignal>

namespace karvan::rpc {

// Takes SIGTERM and SIGINT as a request to stop. Make it first in main, before any thread is started,
// for threads inherit the mask that keeps the signals for Wait.
class ShutdownSignal {
 public:
  ShutdownSignal();

  // Waits for one of the signals, and gives its number.
  int Wait();

 private:
  sigset_t signals_;
};

}  // namespace karvan::rpc
