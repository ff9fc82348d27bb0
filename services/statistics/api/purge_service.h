#pragma once

#include "karvan/statistics/v1/purge_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/purge_handlers.h"

namespace karvan::statistics {

// PurgeService over gRPC. All arguments outlive it, and it outlives the server.
class PurgeServiceImpl final : public v1::PurgeService::CallbackService {
 public:
  // Purges run in the lane of `scans`, for they write whole runs anew.
  PurgeServiceImpl(rpc::ServiceRuntime& runtime, rpc::ServiceRuntime& scans, PurgeRepository& purges)
      : runtime_(runtime), scans_(scans), handlers_(purges) {}

  grpc::ServerUnaryReactor* PurgeObservations(grpc::CallbackServerContext* context,
                                              const v1::PurgeObservationsRequest* request,
                                              v1::Purge* response) override {
    return scans_.Unary(
        context, "PurgeObservations", request, response,
        [this](const auto& call, const auto& q) { return handlers_.PurgeObservations(call, q); });
  }

  grpc::ServerUnaryReactor* GetPurge(grpc::CallbackServerContext* context, const v1::GetPurgeRequest* request,
                                     v1::Purge* response) override {
    return runtime_.Unary(context, "GetPurge", request, response,
                          [this](const auto&, const auto& q) { return handlers_.GetPurge(q); });
  }

  grpc::ServerUnaryReactor* ListPurges(grpc::CallbackServerContext* context,
                                       const v1::ListPurgesRequest* request,
                                       v1::ListPurgesResponse* response) override {
    return runtime_.Unary(context, "ListPurges", request, response,
                          [this](const auto&, const auto& q) { return handlers_.ListPurges(q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  rpc::ServiceRuntime& scans_;
  PurgeHandlers handlers_;
};

}  // namespace karvan::statistics
