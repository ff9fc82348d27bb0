#include "services/statistics/server/options.h"

#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "services/platform/process/command_line.h"
#include "services/platform/status/macros.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7602", "host:port to serve gRPC on; port 0 takes a free one");
ABSL_FLAG(
    std::string, store, "",
    "where data are kept: rocksdb:FOLDER, postgresql://USER@HOST/DATABASE, or memory: (gone at the end)");
ABSL_FLAG(std::string, backup_folder, "",
          "the folder below which AdminService.BackupStore writes; empty for none");
ABSL_FLAG(std::string, ready_file, "",
          "a file that holds one line, host:port, while the service answers; an older one is removed first");
ABSL_FLAG(std::string, metrics_listen, "", "host:port to serve Prometheus metrics on; empty for none");
ABSL_FLAG(std::string, clock, "", "for tests: a time (RFC 3339) at which the clock stands still");

namespace karvan::statistics {

absl::StatusOr<Options> ParseOptions(int argc, char** argv) {
  Options options;
  options.serve.program = "karvan-statistics";
  KARVAN_RETURN_IF_ERROR(process::ParseCommandLine(
      options.serve.program, "The statistics service: datasets, releases and observations over gRPC.", argc,
      argv));
  options.serve.listen = absl::GetFlag(FLAGS_listen);
  options.serve.ready_file = absl::GetFlag(FLAGS_ready_file);
  options.serve.metrics_listen = absl::GetFlag(FLAGS_metrics_listen);

  absl::StatusOr<kv::StoreAddress> store = kv::ParseStoreAddress(absl::GetFlag(FLAGS_store));
  if (!store.ok()) return absl::InvalidArgumentError(absl::StrCat("--store: ", store.status().message()));
  options.store = *std::move(store);
  options.backup_folder = absl::GetFlag(FLAGS_backup_folder);

  KARVAN_ASSIGN_OR_RETURN(options.serve.clock, process::ParseClockFlag(absl::GetFlag(FLAGS_clock)));
  return options;
}

}  // namespace karvan::statistics
