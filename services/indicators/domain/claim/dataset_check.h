#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/claim/claim_check.h"
#include "services/indicators/domain/claim/trade_claim.h"

namespace karvan::indicators {

// A claim tried against one dataset.
struct DatasetCheck {
  std::vector<Finding> findings;  // at least one
  std::optional<IndicatorResult> computed;
  std::vector<Observation> comparators;
  std::vector<CellKey> missing;

  bool Computable() const { return findings.front().verdict != Verdict::kNotComputable; }
};

absl::StatusOr<DatasetCheck> CheckAgainst(const TradeClaim& claim, const BilateralTrade& trade);

}  // namespace karvan::indicators
