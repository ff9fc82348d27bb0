#pragma once

#include <vector>

#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/indicators/domain/indicator/outcome.h"

namespace karvan::indicators {

// The observations of a flow that cut a period into pieces exactly, in order: the fewest, and of equal
// counts those with the longest first piece. Empty when there are none.
std::vector<const Observation*> ExactPieces(const BilateralTrade& trade, Flow flow, const Period& period);

// Why a flow has no figure in a period that it cannot be put together for: missing, only in part there,
// or confidential. What is missing are the stretches of months that nothing covers.
Absence WhyNoPieces(const BilateralTrade& trade, Flow flow, const Period& period);

}  // namespace karvan::indicators
