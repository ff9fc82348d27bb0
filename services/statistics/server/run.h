#pragma once

#include "absl/status/status.h"
#include "services/platform/rpc/shutdown_signal.h"
#include "services/statistics/server/options.h"

namespace karvan::statistics {

// Serves as the options say until the signal comes, then stops gracefully. The error is why it could not
// start.
absl::Status Run(const Options& options, rpc::ShutdownSignal& signal);

}  // namespace karvan::statistics
