#include "services/indicators/server/options.h"

#include <string>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "services/platform/process/command_line.h"
#include "services/platform/status/macros.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7603", "host:port to serve gRPC on; port 0 takes a free one");
ABSL_FLAG(std::string, agreements_address, "127.0.0.1:7601", "host:port of the agreements service");
ABSL_FLAG(std::string, statistics_address, "127.0.0.1:7602", "host:port of the statistics service");
ABSL_FLAG(absl::Duration, dependency_timeout, absl::Seconds(5),
          "how long one call to another service may take, such as 5s");
ABSL_FLAG(std::string, ready_file, "",
          "a file that holds one line, host:port, while the service answers; an older one is removed first");
ABSL_FLAG(std::string, metrics_listen, "", "host:port to serve Prometheus metrics on; empty for none");
ABSL_FLAG(std::string, clock, "", "for tests: a time (RFC 3339) at which the clock stands still");

namespace karvan::indicators {

absl::StatusOr<Options> ParseOptions(int argc, char** argv) {
  Options options;
  options.serve.program = "karvan-indicators";
  KARVAN_RETURN_IF_ERROR(process::ParseCommandLine(
      options.serve.program, "The indicators service: indicators, checks of claims, briefings over gRPC.",
      argc, argv));
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
