#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/claim/claim_check.h"
#include "services/indicators/domain/claim/trade_claim.h"

namespace karvan::indicators {

// The powers of ten that a unit may have been misprinted by, in the order of trial.
inline constexpr int kUnitShifts[] = {3, -3, 6, -6, 9, -9};

// "unit suspect: reads right as 777 million USD", with the right value.
absl::StatusOr<Finding> UnitFinding(const Claim& claim, int shift);

// The size of a claim whose own figure is not in the data, compared with neighbouring periods.
struct SizeComparison {
  std::vector<Finding> findings;         // the unit in which it fits every comparator, if another
  std::vector<Observation> comparators;  // of all of them, whether it fits or not
};
absl::StatusOr<SizeComparison> CompareSize(const TradeClaim& claim, const BilateralTrade& trade);

}  // namespace karvan::indicators
