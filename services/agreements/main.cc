#include <cstdlib>
#include <iostream>

#include "services/agreements/server/options.h"
#include "services/agreements/server/run.h"
#include "services/platform/rpc/shutdown_signal.h"

int main(int argc, char** argv) {
  karvan::rpc::ShutdownSignal signal;  // before any thread is started
  absl::StatusOr<karvan::agreements::Options> options = karvan::agreements::ParseOptions(argc, argv);
  absl::Status status = options.ok() ? karvan::agreements::Run(*options, signal) : options.status();
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "karvan-agreements: " << status.message() << "\n";
  return EXIT_FAILURE;
}
