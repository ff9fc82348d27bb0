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

// The options of a command line, as process::ParseCommandLine reads it (--help tells them). INVALID_ARGUMENT
// names a word that is no flag, or a flag whose value is not allowed.
absl::StatusOr<Options> ParseOptions(int argc, char** argv);

}  // namespace karvan::indicators
