#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace karvan::process {

// Sets the flags of a service from its command line, a --flagfile and the environment (--fromenv). --help,
// which says `description` and tells the flags of the service's server/options.cc, and --version end the
// process, and so does a flag that does not exist, with a message. INVALID_ARGUMENT quotes a word that is no
// flag.
absl::Status ParseCommandLine(absl::string_view program, absl::string_view description, int argc,
                              char** argv);

}  // namespace karvan::process
