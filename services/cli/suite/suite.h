#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "prometheus/registry.h"
#include "services/cli/seed/seed.h"
#include "services/cli/suite/generation.h"
#include "services/cli/suite/proxy_server.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/executor/executor.h"
#include "services/platform/metrics/exposer.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/sync/mutex.h"

namespace karvan::cli {

struct SuiteOptions {
  std::string listen_address = "127.0.0.1:0";  // host:port; port 0 takes a free one
  std::string data_folder = {};                // empty: ephemeral, in memory, with the TestingService
  Seed seed = {};                              // what an ephemeral suite holds when it is ready
  std::optional<absl::Time> clock = {};        // a clock that stands still; else the machine's
  std::string metrics_address = {};            // host:port; empty: no metrics endpoint
};

// All services on one address, as `karvan serve` runs them.
class Suite {
 public:
  // Starts to serve; an ephemeral suite answers only once its seed is loaded. UNAVAILABLE when an address
  // cannot be bound or the data folder is in use; what the seed is refused with; other errors of the stores.
  static absl::StatusOr<std::unique_ptr<Suite>> Start(SuiteOptions options);
  ~Suite();  // stops

  // "127.0.0.1:PORT", as a client dials it.
  std::string address() const;

  // Gracefully. Idempotent.
  void Stop();

 private:
  explicit Suite(SuiteOptions options);
  bool ephemeral() const { return options_.data_folder.empty(); }
  absl::StatusOr<std::unique_ptr<Generation>> NewGeneration();
  absl::Status Reset();

  const SuiteOptions options_;
  const auth::StaticAuthenticator authenticator_;
  const std::shared_ptr<prometheus::Registry> registry_;
  metrics::RpcMetrics metrics_;
  std::unique_ptr<metrics::Exposer> exposer_;
  mutable Mutex mutex_;  // one Reset at a time
  std::unique_ptr<Generation> generation_ ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  // Where generations end that a Reset has replaced: each waits there for its last call.
  Executor retirement_;
  // Ephemeral suites only: what listens, while generations come and go behind it.
  std::unique_ptr<ProxyServer> proxy_;
};

}  // namespace karvan::cli
