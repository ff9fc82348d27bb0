#include "services/indicators/server/run.h"

#include <cstdio>
#include <fstream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "prometheus/registry.h"
#include "services/indicators/server/indicators_server.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/log/log.h"
#include "services/platform/metrics/exposer.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/client_channel.h"
#include "services/platform/rpc/server.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// A page of observations is larger than gRPC's own limit.
constexpr int kMaxMessageBytes = 16 << 20;

std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  return rpc::MakeChannel(address, {.max_message_bytes = kMaxMessageBytes});
}

// Whoever waits for the file sees it whole or not at all.
absl::Status WriteReadyFile(const std::string& path, const std::string& address) {
  const std::string unfinished = absl::StrCat(path, ".tmp");
  std::ofstream file(unfinished);
  file << address << "\n";
  file.close();
  if (file.good() && std::rename(unfinished.c_str(), path.c_str()) == 0) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("the ready file \"", path, "\" cannot be written"));
}

}  // namespace

absl::Status Run(const Options& options, rpc::ShutdownSignal& signal) {
  ManualClock manual_clock(options.clock.value_or(absl::UnixEpoch()));
  const Clock& clock = options.clock ? static_cast<const Clock&>(manual_clock) : SystemClock::Instance();

  auto registry = std::make_shared<prometheus::Registry>();
  metrics::RpcMetrics metrics(*registry);
  std::unique_ptr<metrics::Exposer> exposer;
  if (!options.metrics_listen.empty()) {
    KARVAN_ASSIGN_OR_RETURN(exposer, metrics::Exposer::Start(options.metrics_listen, registry));
  }

  // Until callers bring identities of their own, each is the one user of this machine.
  const auth::StaticAuthenticator authenticator({"local", {"*"}});
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<IndicatorsServer> indicators,
                          IndicatorsServer::Create({.statistics = ChannelTo(options.statistics_address),
                                                    .agreements = ChannelTo(options.agreements_address),
                                                    .clock = clock,
                                                    .authenticator = authenticator,
                                                    .metrics = metrics,
                                                    .dependency_timeout = options.dependency_timeout}));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<rpc::Server> server,
                          rpc::Server::Start({.listen_address = options.listen}, indicators->services(),
                                             indicators->executors()));
  log::Info("karvan-indicators serves", {{"address", server->address()}});
  if (!options.ready_file.empty()) {
    KARVAN_RETURN_IF_ERROR(WriteReadyFile(options.ready_file, server->address()));
  }
  server->RunUntil(signal);
  log::Info("karvan-indicators has stopped");
  return absl::OkStatus();
}

}  // namespace karvan::indicators
