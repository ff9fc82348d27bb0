#pragma once

#include "karvan/statistics/v1/release_schedule_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/schedule_handlers.h"

namespace karvan::statistics {

// ReleaseScheduleService over gRPC. All arguments outlive it, and it outlives the server.
class ScheduleServiceImpl final : public v1::ReleaseScheduleService::CallbackService {
 public:
  ScheduleServiceImpl(rpc::ServiceRuntime& runtime, ScheduleRepository& schedule)
      : runtime_(runtime), handlers_(schedule) {}

  grpc::ServerUnaryReactor* CreatePlannedRelease(grpc::CallbackServerContext* context,
                                                 const v1::CreatePlannedReleaseRequest* request,
                                                 v1::PlannedRelease* response) override {
    return runtime_.Unary(
        context, "CreatePlannedRelease", request, response,
        [this](const auto& call, const auto& q) { return handlers_.CreatePlannedRelease(call, q); });
  }

  grpc::ServerUnaryReactor* GetPlannedRelease(grpc::CallbackServerContext* context,
                                              const v1::GetPlannedReleaseRequest* request,
                                              v1::PlannedRelease* response) override {
    return runtime_.Unary(
        context, "GetPlannedRelease", request, response,
        [this](const auto& call, const auto& q) { return handlers_.GetPlannedRelease(call, q); });
  }

  grpc::ServerUnaryReactor* ListPlannedReleases(grpc::CallbackServerContext* context,
                                                const v1::ListPlannedReleasesRequest* request,
                                                v1::ListPlannedReleasesResponse* response) override {
    return runtime_.Unary(
        context, "ListPlannedReleases", request, response,
        [this](const auto& call, const auto& q) { return handlers_.ListPlannedReleases(call, q); });
  }

  grpc::ServerUnaryReactor* UpdatePlannedRelease(grpc::CallbackServerContext* context,
                                                 const v1::UpdatePlannedReleaseRequest* request,
                                                 v1::PlannedRelease* response) override {
    return runtime_.Unary(
        context, "UpdatePlannedRelease", request, response,
        [this](const auto& call, const auto& q) { return handlers_.UpdatePlannedRelease(call, q); });
  }

  grpc::ServerUnaryReactor* DeletePlannedRelease(grpc::CallbackServerContext* context,
                                                 const v1::DeletePlannedReleaseRequest* request,
                                                 google::protobuf::Empty* response) override {
    return runtime_.Unary(
        context, "DeletePlannedRelease", request, response,
        [this](const auto& call, const auto& q) { return handlers_.DeletePlannedRelease(call, q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  ScheduleHandlers handlers_;
};

}  // namespace karvan::statistics
