#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/process/serve.h"

namespace karvan::indicators {

// How karvan-indicators is started.
struct Options {
  process::ServeOptions serve;
  std::string statistics_address;  // host:port or another gRPC target of the statistics service
  std::string agreements_address;  // of the agreements service
  absl::Duration dependency_timeout = absl::Seconds(5);  // of one call to another service
};

// The options of a command line (--help tells them), of a --flagfile and of the environment (--fromenv). A
// flag that does not exist ends the process with a message; INVALID_ARGUMENT names a flag whose value is not
// allowed.
absl::StatusOr<Options> ParseOptions(int argc, char** argv);

}  // namespace karvan::indicators
