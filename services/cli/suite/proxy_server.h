#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/grpcpp.h"
#include "services/cli/suite/proxy_backend.h"
#include "services/platform/sync/mutex.h"

namespace karvan::cli {

// A gRPC server without services of its own: every call, those of health and reflection among them, goes to a
// backend, which can be replaced while it serves. Thread-safe.
class ProxyServer {
 public:
  // `listen_address` is host:port, port 0 takes a free one. UNAVAILABLE when it cannot be bound.
  static absl::StatusOr<std::unique_ptr<ProxyServer>> Start(const std::string& listen_address,
                                                            std::shared_ptr<ProxyBackend> backend);
  ~ProxyServer();  // stops

  // "127.0.0.1:PORT", as a client dials it.
  const std::string& address() const { return address_; }

  // Calls that begin from now on go to `backend`. Gives the one before.
  std::shared_ptr<ProxyBackend> Replace(std::shared_ptr<ProxyBackend> backend);

  // No new calls; those under way are cancelled after `timeout`. Idempotent.
  void Stop(absl::Duration timeout = absl::Seconds(5));

 private:
  class Service final : public grpc::CallbackGenericService {
   public:
    explicit Service(std::shared_ptr<ProxyBackend> backend) : backend_(std::move(backend)) {}
    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;
    std::shared_ptr<ProxyBackend> Replace(std::shared_ptr<ProxyBackend> backend);

   private:
    Mutex mutex_;
    std::shared_ptr<ProxyBackend> backend_ ABSL_GUARDED_BY(mutex_);
  };

  explicit ProxyServer(std::shared_ptr<ProxyBackend> backend) : service_(std::move(backend)) {}

  Service service_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace karvan::cli
