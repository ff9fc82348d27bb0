#pragma once

#include "absl/status/statusor.h"
#include "karvan/indicators/v1/indicator_service.pb.h"
#include "services/indicators/clients/statistics_client.h"
#include "services/indicators/domain/indicator/definition.h"

namespace karvan::indicators {

// A ComputeIndicatorRequest that was read and found valid.
struct ComputeRequest {
  const IndicatorDefinition* indicator = nullptr;
  IndicatorQuery query;
  TradeQuery trade;
};

// INVALID_ARGUMENT with every field that is wrong, missing, or not taken by the indicator; NOT_FOUND
// (INDICATOR_UNKNOWN) when there is no such indicator.
absl::StatusOr<ComputeRequest> ReadComputeRequest(const v1::ComputeIndicatorRequest& request);

}  // namespace karvan::indicators
