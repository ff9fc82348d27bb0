#pragma once

#include <string>
#include <utility>

#include "karvan/admin/v1/admin_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/admin_handlers.h"

namespace karvan::statistics {

// AdminService of this service's store, over gRPC. All arguments outlive it, and it outlives the server.
class AdminServiceImpl final : public admin::v1::AdminService::CallbackService {
 public:
  // Both methods may take long: `runtime` is in the lane of scans.
  AdminServiceImpl(rpc::ServiceRuntime& runtime, kv::Store& store, std::string backup_folder)
      : runtime_(runtime), handlers_(store, std::move(backup_folder)) {}

  grpc::ServerWriteReactor<admin::v1::VerifyStoreResponse>* VerifyStore(
      grpc::CallbackServerContext* context, const admin::v1::VerifyStoreRequest* request) override {
    return runtime_.ServerStream<admin::v1::VerifyStoreResponse>(
        context, "VerifyStore", request,
        [this](const auto& call, const auto& q) { return handlers_.VerifyStore(call, q); });
  }

  grpc::ServerUnaryReactor* BackupStore(grpc::CallbackServerContext* context,
                                        const admin::v1::BackupStoreRequest* request,
                                        admin::v1::BackupStoreResponse* response) override {
    return runtime_.Unary(context, "BackupStore", request, response,
                          [this](const auto& call, const auto& q) { return handlers_.BackupStore(call, q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  AdminHandlers handlers_;
};

}  // namespace karvan::statistics
