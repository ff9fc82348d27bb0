#include "services/agreements/server/options.h"

#include <mutex>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7601", "host:port to serve gRPC on; port 0 takes a free one");
ABSL_FLAG(
    std::string, store, "",
    "where data are kept: rocksdb:FOLDER, postgresql://USER@HOST/DATABASE, or memory: (gone at the end)");
ABSL_FLAG(std::string, ready_file, "", "a file that gets one line, host:port, when the service is ready");
ABSL_FLAG(std::string, metrics_listen, "", "host:port to serve Prometheus metrics on; empty for none");
ABSL_FLAG(std::string, clock, "", "for tests: a time (RFC 3339) at which the clock stands still");

namespace karvan::agreements {

absl::StatusOr<Options> ParseOptions(int argc, char** argv) {
  static std::once_flag described;  // abseil ends a process that says it twice
  std::call_once(described, absl::SetProgramUsageMessage,
                 "The agreements service: parties, forums, agreements, targets and claims over gRPC.");
  absl::ParseCommandLine(argc, argv);

  Options options;
  options.serve.program = "karvan-agreements";
  options.serve.listen = absl::GetFlag(FLAGS_listen);
  options.serve.ready_file = absl::GetFlag(FLAGS_ready_file);
  options.serve.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);

  absl::StatusOr<kv::StoreAddress> store = kv::ParseStoreAddress(absl::GetFlag(FLAGS_store));
  if (!store.ok()) return absl::InvalidArgumentError(absl::StrCat("--store: ", store.status().message()));
  options.store = *std::move(store);

  const std::string clock = absl::GetFlag(FLAGS_clock);
  if (!clock.empty()) {
    std::string error;
    options.serve.clock.emplace();
    if (!absl::ParseTime(absl::RFC3339_full, clock, &*options.serve.clock, &error)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--clock=\"", clock, "\" is not a time of RFC 3339: ", error));
    }
  }
  return options;
}

}  // namespace karvan::agreements
