#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/executor/executor.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/server.h"
#include "services/platform/rpc/shutdown_signal.h"

// The life of a process that serves: the same for every service that has one of its own.
namespace karvan::process {

// What every such process is told, whatever it serves.
struct ServeOptions {
  std::string program;              // for the log
  std::string listen;               // host:port; port 0 takes a free one
  std::string ready_file;           // holds "host:port" while serving; empty: none
  std::string metrics_listen;       // host:port; empty: no metrics endpoint
  std::optional<absl::Time> clock;  // a clock that stands still, for tests; else the machine's
};

// The time of a --clock flag: RFC 3339, or empty for the machine's clock. INVALID_ARGUMENT says so.
absl::StatusOr<std::optional<absl::Time>> ParseClockFlag(absl::string_view text);

// What services are composed from; it outlives them.
struct Surroundings {
  const Clock& clock;
  const auth::Authenticator& authenticator;
  metrics::RpcMetrics& metrics;
};

// Composed services, and whatever they stand on.
struct Composition {
  std::vector<rpc::HostedService> services;
  std::vector<Executor*> executors;
  std::shared_ptr<void> owner;
};
using Compose = std::function<absl::StatusOr<Composition>(const Surroundings&)>;

// Composes the services and serves them until the signal comes, then stops gracefully. The error is why it
// could not start.
absl::Status Serve(const ServeOptions& options, rpc::ShutdownSignal& signal, const Compose& compose);

}  // namespace karvan::process
