#include <cstdlib>
#include <iostream>

#include "services/indicators/server/options.h"
#include "services/indicators/server/run.h"
#include "services/platform/rpc/shutdown_signal.h"

int main(int argc, char** argv) {
  karvan::rpc::ShutdownSignal signal;  // before any thread is started
  absl::StatusOr<karvan::indicators::Options> options = karvan::indicators::ParseOptions(argc, argv);
  absl::Status status = options.ok() ? karvan::indicators::Run(*options, signal) : options.status();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "karvan-indicators: " << status.message() << "\n";
  return EXIT_FAILURE;
}
