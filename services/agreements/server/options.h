#pragma once

#include "absl/status/statusor.h"
#include "services/platform/kv/store_address.h"
#include "services/platform/process/serve.h"

namespace karvan::agreements {

// How karvan-agreements is started.
struct Options {
  process::ServeOptions serve;
  kv::StoreAddress store;
};

// The options of a command line (--help tells them), of a --flagfile and of the environment (--fromenv). A
// flag that does not exist ends the process with a message; INVALID_ARGUMENT names a flag whose value is not
// allowed.
absl::StatusOr<Options> ParseOptions(int argc, char** argv);

}  // namespace karvan::agreements
