#pragma once

#include "services/cli/session.h"

namespace karvan::cli {

// Runs a command line: reads it, does what it asks and reports errors on `session.err`. Gives the exit code.
int RunCommandLine(int argc, const char* const* argv, Session& session);

}  // namespace karvan::cli
