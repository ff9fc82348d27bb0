#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/executor/executor.h"
#include "services/platform/rpc/shutdown_signal.h"

namespace karvan::rpc {

// A service and the full name by which its health is asked for.
struct HostedService {
  std::string name;
  grpc::Service* service;
};

// `Api` is the generated class: rpc::Host<karvan::statistics::v1::DatasetService>(dataset_service).
template <typename Api>
HostedService Host(grpc::Service& service) {
  return {Api::service_full_name(), &service};
}

struct ServerOptions {
  // host:port; port 0 takes a free one. Empty: only in-process channels.
  std::string listen_address = "127.0.0.1:0";
  // Of a message in either direction.
  int max_message_bytes = 4 << 20;
  // How long Stop goes on serving after health says NOT_SERVING, so that balancers look elsewhere.
  absl::Duration drain_delay = absl::ZeroDuration();
  // How long Stop then waits for calls under way before it cancels them.
  absl::Duration drain_timeout = absl::Seconds(10);
  // Connections are renewed at this age, so that client-side balancing sees new replicas.
  absl::Duration max_connection_age = absl::Minutes(30);
};

// A running gRPC server with health by service name ("" for the whole) and reflection. Plaintext.
class Server {
 public:
  // Starts to serve. The services and executors are not owned and outlive the server; the executors are
  // stopped by Stop. UNAVAILABLE when the address cannot be bound.
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options,
                                                       const std::vector<HostedService>& services,
                                                       std::vector<Executor*> executors);
  ~Server();  // stops

  // The port that is served; 0 without a listen address.
  int port() const { return port_; }

  // "127.0.0.1:PORT", as a client dials it; empty without a listen address.
  std::string address() const;

  // A channel that stays in the process, works without a listen address, and has no retry. Stop ends its
  // calls at once; only those that come over the network are drained.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // NOT_SERVING, the drain delay, no new calls, watches ended, calls under way until the drain timeout and
  // then cancelled, executors joined. Idempotent. Handlers must heed cancellation, or it waits for them.
  void Stop();

  // Waits for SIGTERM or SIGINT, then stops.
  void RunUntil(ShutdownSignal& signal);

 private:
  Server(ServerOptions options, std::string host, int port, std::unique_ptr<grpc::Server> server,
         std::vector<Executor*> executors);

  const ServerOptions options_;
  const std::string host_;
  const int port_;
  const std::vector<Executor*> executors_;
  std::unique_ptr<grpc::Server> server_;
  bool stopped_ = false;
};

}  // namespace karvan::rpc
