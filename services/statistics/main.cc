#include <cstdlib>
#include <iostream>

#include "services/platform/rpc/shutdown_signal.h"
#include "services/statistics/server/options.h"
#include "services/statistics/server/run.h"

int main(int argc, char** argv) {
  karvan::rpc::ShutdownSignal signal;  // before any thread is started
  absl::StatusOr<karvan::statistics::Options> options = karvan::statistics::ParseOptions(argc, argv);
  absl::Status status = options.ok() ? karvan::statistics::Run(*options, signal) : options.status();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "karvan-statistics: " << status.message() << "\n";
  return EXIT_FAILURE;
}
