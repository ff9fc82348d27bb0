#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "services/indicators/api/indicator_service.h"
#include "services/indicators/clients/grpc_agreements_client.h"
#include "services/indicators/clients/grpc_statistics_client.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/executor/executor.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/server.h"
#include "services/platform/rpc/service_runtime.h"

namespace karvan::indicators {

// The indicators service put together: everything between the channels to the two other services and a gRPC
// server. `karvan-indicators` and `karvan serve` both host it:
//   auto indicators = IndicatorsServer::Create({statistics, agreements, clock, authenticator, metrics});
//   auto server = rpc::Server::Start(options, (*indicators)->services(), (*indicators)->executors());
class IndicatorsServer {
 public:
  // What it stands on; all of it outlives the server.
  struct Dependencies {
    std::shared_ptr<grpc::ChannelInterface> statistics;  // to the statistics service
    std::shared_ptr<grpc::ChannelInterface> agreements;  // to the agreements service
    const Clock& clock;
    const auth::Authenticator& authenticator;
    metrics::RpcMetrics& metrics;
    absl::Duration dependency_timeout = absl::Seconds(5);  // of one call to another service
  };

  // FAILED_PRECONDITION when the contract is not linked in or lacks a permission: a fault of the build.
  static absl::StatusOr<std::unique_ptr<IndicatorsServer>> Create(const Dependencies& dependencies);

  // The services and the executors that they run on, for rpc::Server::Start.
  std::vector<rpc::HostedService> services();
  std::vector<Executor*> executors() { return {&executor_}; }

 private:
  explicit IndicatorsServer(const Dependencies& dependencies);

  // In the order in which one needs the other.
  GrpcStatisticsClient statistics_;
  GrpcAgreementsClient agreements_;
  Executor executor_;
  std::unique_ptr<rpc::ServiceRuntime> runtime_;
  std::unique_ptr<IndicatorServiceImpl> service_;
};

}  // namespace karvan::indicators
