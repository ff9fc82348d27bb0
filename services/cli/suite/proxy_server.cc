#include "services/cli/suite/proxy_server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/ext/health_check_service_server_builder_option.h"
#include "grpcpp/impl/server_builder_option.h"
#include "services/cli/suite/proxy_call.h"

namespace karvan::cli {
namespace {

// Leaves out reflection, which the process turns on for all its servers: the backend answers it.
class WithoutPlugins final : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    plugins->clear();
  }
};

}  // namespace

grpc::ServerGenericBidiReactor* ProxyServer::Service::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  MutexLock lock(&mutex_);
  return new ProxyCall(backend_, *context);
}

std::shared_ptr<ProxyBackend> ProxyServer::Service::Replace(std::shared_ptr<ProxyBackend> backend) {
  MutexLock lock(&mutex_);
  return std::exchange(backend_, std::move(backend));
}

absl::StatusOr<std::unique_ptr<ProxyServer>> ProxyServer::Start(const std::string& listen_address,
                                                                std::shared_ptr<ProxyBackend> backend) {
  std::unique_ptr<ProxyServer> proxy(new ProxyServer(std::move(backend)));
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(listen_address, grpc::InsecureServerCredentials(), &port);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // The backend's limits hold.
  builder.SetMaxReceiveMessageSize(-1);
  builder.SetMaxSendMessageSize(-1);
  builder.SetOption(std::make_unique<grpc::HealthCheckServiceServerBuilderOption>(nullptr));
  builder.SetOption(std::make_unique<WithoutPlugins>());
  builder.RegisterCallbackGenericService(&proxy->service_);
  proxy->server_ = builder.BuildAndStart();
  if (proxy->server_ == nullptr) {
    return absl::UnavailableError(
        absl::StrCat("listen address \"", listen_address, "\" cannot be bound: is it host:port, and free?"));
  }
  proxy->address_ = absl::StrCat(listen_address.substr(0, listen_address.rfind(':')), ":", port);
  return proxy;
}

ProxyServer::~ProxyServer() { Stop(); }

std::shared_ptr<ProxyBackend> ProxyServer::Replace(std::shared_ptr<ProxyBackend> backend) {
  return service_.Replace(std::move(backend));
}

void ProxyServer::Stop(absl::Duration timeout) {
  if (server_ != nullptr) server_->Shutdown(absl::ToChronoTime(absl::Now() + timeout));
}

}  // namespace karvan::cli
