#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/claim/claim_check.h"
#include "services/indicators/domain/claim/trade_claim.h"

namespace karvan::indicators {

// What a claim says, for the readings to try against a figure.
struct Meaning {
  Interval meant{};
  Interval literal{};
};

absl::StatusOr<Meaning> MeaningOf(const QuotedFigure& figure);

// Consistent, possible, or nothing when it does not fit.
std::optional<Verdict> RightReading(const Meaning& meaning, const Interval& computed);

// Fits of the claim in another unit, the computed figure being known.
absl::StatusOr<std::vector<Finding>> UnitReadings(const TradeClaim& claim, const Meaning& meaning,
                                                  const IndicatorResult& computed);

// The change over the new value and the difference of logarithms, where the claim is one of growth and
// they fit.
absl::StatusOr<std::vector<Finding>> GrowthReadings(const TradeClaim& claim, const Meaning& meaning,
                                                    const BilateralTrade& trade,
                                                    const IndicatorResult& computed);

// That published parts do not add up to a published turnover that the claim is about.
absl::StatusOr<std::optional<Finding>> PartsThatDoNotAdd(const TradeClaim& claim,
                                                         const BilateralTrade& trade);

}  // namespace karvan::indicators
