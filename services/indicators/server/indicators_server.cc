#include "services/indicators/server/indicators_server.h"

#include <algorithm>
#include <thread>

#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

Executor::Options Lane() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return {.name = "indicators", .threads = std::max(2, cores), .queue_limit = 1000};
}

}  // namespace

absl::StatusOr<std::unique_ptr<IndicatorsServer>> IndicatorsServer::Create(const Dependencies& dependencies) {
  std::unique_ptr<IndicatorsServer> server(new IndicatorsServer(dependencies));
  KARVAN_ASSIGN_OR_RETURN(server->runtime_, rpc::ServiceRuntime::Create<v1::IndicatorService>(
                                                {server->executor_, dependencies.authenticator,
                                                 dependencies.clock, dependencies.metrics}));
  server->service_ =
      std::make_unique<IndicatorServiceImpl>(*server->runtime_, server->statistics_, server->agreements_);
  return server;
}

IndicatorsServer::IndicatorsServer(const Dependencies& dependencies)
    : statistics_(dependencies.statistics, dependencies.dependency_timeout),
      agreements_(dependencies.agreements, dependencies.dependency_timeout),
      executor_(Lane()) {}

std::vector<rpc::HostedService> IndicatorsServer::services() {
  return {rpc::Host<v1::IndicatorService>(*service_)};
}

}  // namespace karvan::indicators
