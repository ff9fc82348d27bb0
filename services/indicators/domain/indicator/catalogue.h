#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/indicators/domain/indicator/definition.h"

namespace karvan::indicators {

// All indicators, in the order of their ids.
const std::vector<IndicatorDefinition>& Catalogue();

// Null when there is no such indicator.
const IndicatorDefinition* FindIndicator(absl::string_view id);

// The result of an indicator, labelled with its id and its flow (that of the query or the default), with
// notes on what it was made of. Numbers that are too large to compute with are its reason, NOT_DEFINED. Fails
// with INVALID_ARGUMENT when the year before cannot be reckoned.
absl::StatusOr<IndicatorResult> Compute(const IndicatorDefinition& indicator, const BilateralTrade& trade,
                                        const IndicatorQuery& query);

}  // namespace karvan::indicators
