#include "services/indicators/server/options.h"

#include <mutex>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "services/platform/status/macros.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7603", "host:port to serve gRPC on; port 0 takes a free one");
ABSL_FLAG(std::string, agreements_address, "127.0.0.1:7601", "host:port of the agreements service");
ABSL_FLAG(std::string, statistics_address, "127.0.0.1:7602", "host:port of the statistics service");
ABSL_FLAG(absl::Duration, dependency_timeout, absl::Seconds(5),
          "how long one call to another service may take, such as 5s");
ABSL_FLAG(std::string, ready_file, "", "a file that gets one line, host:port, when the service is ready");
ABSL_FLAG(std::string, metrics_listen, "", "host:port to serve Prometheus metrics on; empty for none");
ABSL_FLAG(std::string, clock, "", "for tests: a time (RFC 3339) at which the clock stands still");

namespace karvan::indicators {

absl::StatusOr<Options> ParseOptions(int argc, char** argv) {
  static std::once_flag described;  // abseil ends a process that says it twice
  std::call_once(described, absl::SetProgramUsageMessage,
                 "The indicators service: indicators, checks of claims, briefings over gRPC.");
  absl::ParseCommandLine(argc, argv);

  Options options;
  options.serve.program = "karvan-indicators";
  options.serve.listen = absl::GetFlag(FLAGS_listen);
  options.serve.ready_file = absl::GetFlag(FLAGS_ready_file);
  options.serve.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);
  options.statistics_address = absl::GetFlag(FLAGS_statistics_address);
  options.agreements_address = absl::GetFlag(FLAGS_agreements_address);
  if (options.statistics_address.empty()) {
    return absl::InvalidArgumentError(
        "--statistics_address=\"\" must be host:port of the statistics service");
  }
  if (options.agreements_address.empty()) {
    return absl::InvalidArgumentError(
        "--agreements_address=\"\" must be host:port of the agreements service");
  }
  options.dependency_timeout = absl::GetFlag(FLAGS_dependency_timeout);
  if (options.dependency_timeout <= absl::ZeroDuration()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--dependency_timeout=\"", absl::FormatDuration(options.dependency_timeout), "\" must be above 0"));
  }

  KARVAN_ASSIGN_OR_RETURN(options.serve.clock, process::ParseClockFlag(absl::GetFlag(FLAGS_clock)));
  return options;
}

}  // namespace karvan::indicators
