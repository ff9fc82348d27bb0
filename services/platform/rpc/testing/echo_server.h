#pragma once

#include <memory>
#include <string>

#include "prometheus/registry.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/executor/executor.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/server.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/platform/rpc/testing/scripted_echo_service.h"

namespace karvan::rpc::testing {

struct EchoServerOptions {
  auth::Identity identity = {"tester", {"echo.*"}};
  int threads = 2;
  int queue_limit = 100;
  ServerOptions server = {};
};

// A real server with an EchoService, and what it stands on, in the order in which one needs the other.
class EchoServer {
 public:
  explicit EchoServer(EchoHandlers handlers, EchoServerOptions options = {});

  // Calls through a channel that stays in the process.
  EchoService::Stub& stub() { return *stub_; }

  Server& server() { return *server_; }
  Executor& executor() { return executor_; }
  std::string MetricsText() const;

 private:
  prometheus::Registry registry_;
  metrics::RpcMetrics metrics_;
  auth::StaticAuthenticator authenticator_;
  Executor executor_;
  std::unique_ptr<ServiceRuntime> runtime_;
  std::unique_ptr<ScriptedEchoService> service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<EchoService::Stub> stub_;
};

}  // namespace karvan::rpc::testing
