#pragma once

#include "karvan/indicators/v1/indicator_service.grpc.pb.h"
#include "services/indicators/api/indicator_handlers.h"
#include "services/platform/rpc/service_runtime.h"

namespace karvan::indicators {

// IndicatorService over gRPC. All arguments outlive it, and it outlives the server.
class IndicatorServiceImpl final : public v1::IndicatorService::CallbackService {
 public:
  IndicatorServiceImpl(rpc::ServiceRuntime& runtime, StatisticsClient& statistics,
                       AgreementsClient& agreements)
      : runtime_(runtime), handlers_(statistics, agreements) {}

  grpc::ServerUnaryReactor* ListIndicators(grpc::CallbackServerContext* context,
                                           const v1::ListIndicatorsRequest* request,
                                           v1::ListIndicatorsResponse* response) override {
    return runtime_.Unary(context, "ListIndicators", request, response,
                          [this](const auto&, const auto& q) { return handlers_.ListIndicators(q); });
  }

  grpc::ServerUnaryReactor* ComputeIndicator(grpc::CallbackServerContext* context,
                                             const v1::ComputeIndicatorRequest* request,
                                             v1::IndicatorResult* response) override {
    return runtime_.AsyncUnary(
        context, "ComputeIndicator", request, response,
        [this](const auto& call, const auto& q) { return handlers_.ComputeIndicator(call, q); });
  }

  grpc::ServerUnaryReactor* CheckClaims(grpc::CallbackServerContext* context,
                                        const v1::CheckClaimsRequest* request,
                                        v1::CheckClaimsResponse* response) override {
    return runtime_.AsyncUnary(
        context, "CheckClaims", request, response,
        [this](const auto& call, const auto& q) { return handlers_.CheckClaims(call, q); });
  }

  grpc::ServerUnaryReactor* GetBriefing(grpc::CallbackServerContext* context,
                                        const v1::GetBriefingRequest* request,
                                        v1::Briefing* response) override {
    return runtime_.AsyncUnary(
        context, "GetBriefing", request, response,
        [this](const auto& call, const auto& q) { return handlers_.GetBriefing(call, q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  const IndicatorHandlers handlers_;
};

}  // namespace karvan::indicators
