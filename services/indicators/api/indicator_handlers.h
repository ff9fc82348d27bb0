#pragma once

#include "absl/status/statusor.h"
#include "karvan/indicators/v1/indicator_service.pb.h"
#include "services/indicators/clients/agreements_client.h"
#include "services/indicators/clients/statistics_client.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/task/task.h"

namespace karvan::indicators {

// The methods of IndicatorService, each in a file of its own. The clients outlive it; call and request
// outlive the task that a method returns.
class IndicatorHandlers {
 public:
  IndicatorHandlers(StatisticsClient& statistics, AgreementsClient& agreements)
      : statistics_(statistics), agreements_(agreements) {}

  absl::StatusOr<v1::ListIndicatorsResponse> ListIndicators(const v1::ListIndicatorsRequest& request) const;

  Task<absl::StatusOr<v1::IndicatorResult>> ComputeIndicator(
      const rpc::CallContext& call, const v1::ComputeIndicatorRequest& request) const;

  Task<absl::StatusOr<v1::CheckClaimsResponse>> CheckClaims(const rpc::CallContext& call,
                                                            const v1::CheckClaimsRequest& request) const;

  Task<absl::StatusOr<v1::Briefing>> GetBriefing(const rpc::CallContext& call,
                                                 const v1::GetBriefingRequest& request) const;

 private:
  StatisticsClient& statistics_;
  AgreementsClient& agreements_;
};

}  // namespace karvan::indicators
