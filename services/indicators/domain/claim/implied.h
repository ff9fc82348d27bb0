#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/claim/claim_check.h"
#include "services/indicators/domain/claim/trade_claim.h"

namespace karvan::indicators {

// What a claim of growth or of a share implies together with each level of its period: those that `trades`
// give, and those claimed in `others` (checked already, for a claim of a wrong unit counts as shifted and
// an inconsistent one not at all). Figures that `trades` give themselves are left out, and so
// are those that are too large to compute.
absl::StatusOr<std::vector<ImpliedFigure>> ImpliedBy(const TradeClaim& claim,
                                                     const std::vector<BilateralTrade>& trades,
                                                     const std::vector<ClaimCheck>& others);

}  // namespace karvan::indicators
