#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/grpcpp.h"
#include "services/cli/suite/proxy_backend.h"
#include "services/platform/sync/mutex.h"

namespace karvan::cli {

// Carries one call of any kind to a backend and its answer back, message by message and byte for byte, with
// metadata, deadline, cancellation and the status with its details. At most one message a direction is held.
// Frees itself.
class ProxyCall final : public grpc::ServerGenericBidiReactor {
 public:
  ProxyCall(std::shared_ptr<ProxyBackend> backend, grpc::GenericCallbackServerContext& context);
  ~ProxyCall() override;

  // The caller's side.
  void OnReadDone(bool ok) override;
  void OnSendInitialMetadataDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  // The backend's side.
  class Upstream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
   public:
    explicit Upstream(ProxyCall& call) : call_(call) {}
    void OnWriteDone(bool ok) override { call_.SentToBackend(ok); }
    void OnReadDone(bool ok) override { call_.ReadFromBackend(ok); }
    void OnDone(const grpc::Status& status) override { call_.BackendDone(status); }

   private:
    ProxyCall& call_;
  };

  void SentToBackend(bool ok);
  void ReadFromBackend(bool ok);
  void BackendDone(const grpc::Status& status);

  const std::shared_ptr<ProxyBackend> backend_;
  grpc::GenericCallbackServerContext& server_context_;
  const std::unique_ptr<grpc::ClientContext> client_context_;
  const bool caller_streams_;
  Upstream upstream_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  Mutex mutex_;
  // The backend has said its last word: nothing more may be sent to it.
  bool backend_ended_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace karvan::cli
