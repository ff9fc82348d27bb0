#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/platform/kv/store_address.h"
#include "services/platform/process/serve.h"

namespace karvan::statistics {

// How karvan-statistics is started.
struct Options {
  process::ServeOptions serve;
  kv::StoreAddress store;
  std::string backup_folder;  // empty: no backups are made
};

// The options of a command line, as process::ParseCommandLine reads it (--help tells them). INVALID_ARGUMENT
// names a word that is no flag, or a flag whose value is not allowed.
absl::StatusOr<Options> ParseOptions(int argc, char** argv);

}  // namespace karvan::statistics
