#pragma once

#include "absl/status/status.h"
#include "services/agreements/server/options.h"
#include "services/platform/rpc/shutdown_signal.h"

namespace karvan::agreements {

// Serves as the options say until the signal comes, then stops gracefully. The error is why it could not
// start.
absl::Status Run(const Options& options, rpc::ShutdownSignal& signal);

}  // namespace karvan::agreements
