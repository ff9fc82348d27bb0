#pragma once

#include <memory>

#include "karvan/statistics/v1/release_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/import_sink.h"
#include "services/statistics/api/release_handlers.h"
#include "services/statistics/api/release_lifecycle_handlers.h"
#include "services/statistics/api/release_watch.h"

namespace karvan::statistics {

// ReleaseService over gRPC. All arguments outlive it, and it outlives the server.
class ReleaseServiceImpl final : public v1::ReleaseService::WithRawCallbackMethod_ImportObservations<
                                     v1::ReleaseService::CallbackService> {
 public:
  // Imports and validations run in the lane of `scans`, so that they do not hold up short calls.
  ReleaseServiceImpl(rpc::ServiceRuntime& runtime, rpc::ServiceRuntime& scans, DatasetRepository& datasets,
                     ReleaseRepository& releases, const ReleaseEventRepository& events)
      : runtime_(runtime),
        scans_(scans),
        datasets_(datasets),
        releases_(releases),
        events_(events),
        handlers_(releases),
        lifecycle_(releases) {}

  grpc::ServerUnaryReactor* CreateRelease(grpc::CallbackServerContext* context,
                                          const v1::CreateReleaseRequest* request,
                                          v1::Release* response) override {
    return runtime_.Unary(
        context, "CreateRelease", request, response,
        [this](const auto& call, const auto& q) { return handlers_.CreateRelease(call, q); });
  }

  grpc::ServerUnaryReactor* GetRelease(grpc::CallbackServerContext* context,
                                       const v1::GetReleaseRequest* request, v1::Release* response) override {
    return runtime_.Unary(context, "GetRelease", request, response,
                          [this](const auto&, const auto& q) { return handlers_.GetRelease(q); });
  }

  grpc::ServerUnaryReactor* ListReleases(grpc::CallbackServerContext* context,
                                         const v1::ListReleasesRequest* request,
                                         v1::ListReleasesResponse* response) override {
    return runtime_.Unary(context, "ListReleases", request, response,
                          [this](const auto&, const auto& q) { return handlers_.ListReleases(q); });
  }

  grpc::ServerReadReactor<grpc::ByteBuffer>* ImportObservations(grpc::CallbackServerContext* context,
                                                                grpc::ByteBuffer* response) override {
    using Sink = rpc::StreamSink<v1::ImportObservationsRequest, v1::ImportObservationsResponse>;
    auto open = [this](const rpc::CallContext& call) -> absl::StatusOr<std::unique_ptr<Sink>> {
      return std::make_unique<ImportSink>(call, datasets_, releases_);
    };
    return scans_.ClientStream<v1::ImportObservationsRequest, v1::ImportObservationsResponse>(
        context, "ImportObservations", response, open);
  }

  grpc::ServerUnaryReactor* PublishRelease(grpc::CallbackServerContext* context,
                                           const v1::PublishReleaseRequest* request,
                                           v1::Release* response) override {
    return runtime_.Unary(
        context, "PublishRelease", request, response,
        [this](const auto& call, const auto& q) { return lifecycle_.PublishRelease(call, q); });
  }

  grpc::ServerUnaryReactor* ValidateRelease(grpc::CallbackServerContext* context,
                                            const v1::ValidateReleaseRequest* request,
                                            v1::Release* response) override {
    return scans_.Unary(
        context, "ValidateRelease", request, response,
        [this](const auto& call, const auto& q) { return lifecycle_.ValidateRelease(call, q); });
  }

  grpc::ServerUnaryReactor* MoveEmbargo(grpc::CallbackServerContext* context,
                                        const v1::MoveEmbargoRequest* request,
                                        v1::Release* response) override {
    return runtime_.Unary(context, "MoveEmbargo", request, response, [this](const auto& call, const auto& q) {
      return lifecycle_.MoveEmbargo(call, q);
    });
  }

  grpc::ServerUnaryReactor* CancelEmbargo(grpc::CallbackServerContext* context,
                                          const v1::CancelEmbargoRequest* request,
                                          v1::Release* response) override {
    return runtime_.Unary(
        context, "CancelEmbargo", request, response,
        [this](const auto& call, const auto& q) { return lifecycle_.CancelEmbargo(call, q); });
  }

  grpc::ServerUnaryReactor* RetractRelease(grpc::CallbackServerContext* context,
                                           const v1::RetractReleaseRequest* request,
                                           v1::Release* response) override {
    return runtime_.Unary(
        context, "RetractRelease", request, response,
        [this](const auto& call, const auto& q) { return lifecycle_.RetractRelease(call, q); });
  }

  grpc::ServerUnaryReactor* AbandonRelease(grpc::CallbackServerContext* context,
                                           const v1::AbandonReleaseRequest* request,
                                           v1::Release* response) override {
    return runtime_.Unary(
        context, "AbandonRelease", request, response,
        [this](const auto& call, const auto& q) { return handlers_.AbandonRelease(call, q); });
  }

  grpc::ServerWriteReactor<v1::WatchReleasesResponse>* WatchReleases(
      grpc::CallbackServerContext* context, const v1::WatchReleasesRequest* request) override {
    using Source = rpc::WatchSource<v1::WatchReleasesResponse>;
    auto open = [this](const rpc::CallContext&,
                       const v1::WatchReleasesRequest& q) -> absl::StatusOr<std::unique_ptr<Source>> {
      return ReleaseWatch::Open(events_, q);
    };
    return runtime_.Watch<v1::WatchReleasesResponse>(context, "WatchReleases", request, open);
  }

 private:
  rpc::ServiceRuntime& runtime_;
  rpc::ServiceRuntime& scans_;
  DatasetRepository& datasets_;
  ReleaseRepository& releases_;
  const ReleaseEventRepository& events_;
  ReleaseHandlers handlers_;
  ReleaseLifecycleHandlers lifecycle_;
};

}  // namespace karvan::statistics
