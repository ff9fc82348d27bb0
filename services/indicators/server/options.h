#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace karvan::indicators {

// How karvan-indicators is started.
struct Options {
  std::string listen;              // host:port
  std::string statistics_address;  // host:port or another gRPC target of the statistics service
  std::string agreements_address;  // of the agreements service
  absl::Duration dependency_timeout = absl::Seconds(5);  // of one call to another service
  std::string ready_file;                                // gets "host:port" when serving; empty: none
  std::string metrics_listen;                            // host:port; empty: no metrics endpoint
  std::optional<absl::Time> clock;  // a clock that stands still, for tests; else the machine's
};

// The options that the flags say, after absl::ParseCommandLine. INVALID_ARGUMENT names the flag.
absl::StatusOr<Options> OptionsFromFlags();

}  // namespace karvan::indicators
