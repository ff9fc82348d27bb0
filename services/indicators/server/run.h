#pragma once

#include "absl/status/status.h"
#include "services/indicators/server/options.h"
#include "services/platform/rpc/shutdown_signal.h"

namespace karvan::indicators {

// Serves as the options say until the signal comes, then stops gracefully. The other services are called
// when they are first needed, so they may start later. The error is why it could not start.
absl::Status Run(const Options& options, rpc::ShutdownSignal& signal);

}  // namespace karvan::indicators
