#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "services/agreements/server/agreements_server.h"
#include "services/cli/suite/testing_service.h"
#include "services/indicators/server/indicators_server.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/executor/executor.h"
#include "services/platform/kv/store.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/server.h"
#include "services/statistics/server/statistics_server.h"

namespace karvan::cli {

// The three services of a suite with their stores, in one process. A persistent suite has one generation; an
// ephemeral one gets a new generation with each Reset, so that no service needs to know how to forget.
class Generation {
 public:
  struct Options {
    std::string listen_address;  // host:port; empty: only in-process channels
    std::string data_folder;     // of the stores; empty: in memory, with ids that are the same in every run
    std::optional<absl::Time> clock;      // a clock that stands still; else the machine's
    std::function<absl::Status()> reset;  // what the TestingService does; null: it is not served
  };

  // Starts to serve. `authenticator` and `metrics` outlive it. UNAVAILABLE when the address cannot be bound
  // or a store is open elsewhere; other errors of the stores.
  static absl::StatusOr<std::unique_ptr<Generation>> Start(const Options& options,
                                                           const auth::Authenticator& authenticator,
                                                           metrics::RpcMetrics& metrics);
  ~Generation();  // stops

  // To all services of the generation; works until Stop, which ends its calls.
  std::shared_ptr<grpc::Channel> InProcessChannel() { return server_->InProcessChannel(); }

  // "127.0.0.1:PORT"; empty without a listen address.
  std::string address() const { return server_->address(); }

  // Gracefully; calls that came over the network are drained. Idempotent.
  void Stop();

 private:
  Generation() = default;
  absl::Status OpenStores(const Options& options);
  absl::Status StartServices(const Options& options, const auth::Authenticator& authenticator,
                             metrics::RpcMetrics& metrics);
  absl::Status MakeTestingService(const Options& options, const auth::Authenticator& authenticator,
                                  metrics::RpcMetrics& metrics);

  const Clock& clock() const {
    return manual_clock_ ? *manual_clock_ : static_cast<const Clock&>(SystemClock::Instance());
  }

  // In the order in which one needs the other.
  std::unique_ptr<ManualClock> manual_clock_;
  std::unique_ptr<kv::Store> agreements_store_;
  std::unique_ptr<kv::Store> statistics_store_;
  agreements::SequentialIdGenerator sequential_ids_;
  std::unique_ptr<agreements::AgreementsServer> agreements_;
  std::unique_ptr<statistics::StatisticsServer> statistics_;
  // What the indicators call: the two services above, over in-process channels alone.
  std::unique_ptr<rpc::Server> data_server_;
  std::unique_ptr<indicators::IndicatorsServer> indicators_;
  std::unique_ptr<Executor> testing_executor_;
  std::unique_ptr<rpc::ServiceRuntime> testing_runtime_;
  std::unique_ptr<TestingService> testing_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace karvan::cli
