#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace karvan::agreements {

// How karvan-agreements is started.
struct Options {
  enum class Store { kMemory, kRocksDb };

  std::string listen;  // host:port
  Store store = Store::kMemory;
  std::string store_path;           // of RocksDB
  std::string ready_file;           // gets "host:port" when serving; empty: none
  std::string metrics_listen;       // host:port; empty: no metrics endpoint
  std::optional<absl::Time> clock;  // a clock that stands still, for tests; else the machine's
};

// The options of a command line (--help tells them), of a --flagfile and of the environment (--fromenv). A
// flag that does not exist ends the process with a message; INVALID_ARGUMENT names a flag whose value is not
// allowed.
absl::StatusOr<Options> ParseOptions(int argc, char** argv);

}  // namespace karvan::agreements
