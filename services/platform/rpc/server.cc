#include "services/platform/rpc/server.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "services/platform/log/log.h"
#include "services/platform/rpc/library_log.h"
#include "services/platform/rpc/malformed_request.h"

namespace karvan::rpc {
namespace {

// gRPC keeps health and reflection as process-wide settings of all servers to come.
void PrepareProcess() {
  static const bool done = [] {
    TakeOverLibraryLogs();
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  static_cast<void>(done);
}

int MillisecondsArgument(absl::Duration duration) {
  return static_cast<int>(
      std::min<int64_t>(absl::ToInt64Milliseconds(duration), std::numeric_limits<int>::max()));
}

// The part of "host:port" before the port, as a client on this machine dials it.
std::string DialledHost(const std::string& listen_address) {
  const std::string host = listen_address.substr(0, listen_address.rfind(':'));
  if (host == "0.0.0.0") return "127.0.0.1";
  if (host == "[::]") return "[::1]";
  return host;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(ServerOptions options,
                                                      const std::vector<HostedService>& services,
                                                      std::vector<Executor*> executors) {
  PrepareProcess();
  grpc::ServerBuilder builder;
  int port = 0;
  if (!options.listen_address.empty()) {
    builder.AddListeningPort(options.listen_address, grpc::InsecureServerCredentials(), &port);
  }
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.SetMaxSendMessageSize(options.max_message_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS,
                             MillisecondsArgument(options.max_connection_age));
  // Without this a second server on the same port would start, and take half of the connections.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
  interceptors.push_back(MalformedRequestInterceptors());
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
  for (const HostedService& hosted : services) builder.RegisterService(hosted.service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    return absl::UnavailableError(absl::StrCat("listen address \"", options.listen_address,
                                               "\" cannot be bound: is it host:port, and free?"));
  }
  for (const HostedService& hosted : services) {
    server->GetHealthCheckService()->SetServingStatus(hosted.name, true);
  }
  std::string host = DialledHost(options.listen_address);
  return std::unique_ptr<Server>(
      new Server(std::move(options), std::move(host), port, std::move(server), std::move(executors)));
}

Server::Server(ServerOptions options, std::string host, int port, std::unique_ptr<grpc::Server> server,
               std::vector<Executor*> executors)
    : options_(std::move(options)),
      host_(std::move(host)),
      port_(port),
      executors_(std::move(executors)),
      server_(std::move(server)) {}

Server::~Server() { Stop(); }

std::string Server::address() const { return port_ == 0 ? "" : absl::StrCat(host_, ":", port_); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options_.max_message_bytes);
  arguments.SetMaxSendMessageSize(options_.max_message_bytes);
  return server_->InProcessChannel(arguments);
}

void Server::Stop() {
  if (stopped_) return;
  stopped_ = true;
  server_->GetHealthCheckService()->Shutdown();  // NOT_SERVING for every service
  absl::SleepFor(options_.drain_delay);
  for (Executor* executor : executors_) executor->Drain();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + options_.drain_timeout));
  for (Executor* executor : executors_) executor->Stop();
}

void Server::RunUntil(ShutdownSignal& signal) {
  const int number = signal.Wait();
  log::Info("stopping", {{"signal", number}});
  Stop();
  log::Info("stopped");
}

}  // namespace karvan::rpc
