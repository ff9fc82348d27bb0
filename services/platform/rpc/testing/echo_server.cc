#include "services/platform/rpc/testing/echo_server.h"

#include <utility>

#include "services/platform/metrics/exposer.h"

namespace karvan::rpc::testing {

// A status that is not OK ends the test here: StatusOr::value() refuses to give what is not there.
EchoServer::EchoServer(EchoHandlers handlers, EchoServerOptions options)
    : metrics_(registry_),
      authenticator_(std::move(options.identity)),
      executor_({.name = "echo", .threads = options.threads, .queue_limit = options.queue_limit}),
      runtime_(ServiceRuntime::Create<EchoService>(
                   {executor_, authenticator_, SystemClock::Instance(), metrics_, absl::Milliseconds(50)})
                   .value()),
      service_(std::make_unique<ScriptedEchoService>(*runtime_, std::move(handlers))),
      server_(Server::Start(std::move(options.server), {Host<EchoService>(*service_)}, {&executor_}).value()),
      stub_(EchoService::NewStub(server_->InProcessChannel())) {}

std::string EchoServer::MetricsText() const { return metrics::MetricsText(registry_); }

}  // namespace karvan::rpc::testing
