#include "services/indicators/server/run.h"

#include <memory>
#include <string>

#include "services/indicators/server/indicators_server.h"
#include "services/platform/process/serve.h"
#include "services/platform/rpc/client_channel.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// A page of observations is larger than gRPC's own limit.
constexpr int kMaxMessageBytes = 16 << 20;

std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  return rpc::MakeChannel(address, {.max_message_bytes = kMaxMessageBytes});
}

}  // namespace

absl::Status Run(const Options& options, rpc::ShutdownSignal& signal) {
  auto compose = [&](const process::Surroundings& around) -> absl::StatusOr<process::Composition> {
    KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<IndicatorsServer> server,
                            IndicatorsServer::Create({.statistics = ChannelTo(options.statistics_address),
                                                      .agreements = ChannelTo(options.agreements_address),
                                                      .clock = around.clock,
                                                      .authenticator = around.authenticator,
                                                      .metrics = around.metrics,
                                                      .dependency_timeout = options.dependency_timeout}));
    return process::Composition{server->services(), server->executors(), server};
  };
  return process::Serve(options.serve, signal, compose);
}

}  // namespace karvan::indicators
