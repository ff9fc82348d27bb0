#pragma once

#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/indicators/domain/indicator/result.h"
#include "services/indicators/domain/registry/claim.h"

namespace karvan::indicators {

// What a claim measures of the trade of two areas.
enum class Measure { kLevel, kShare, kGrowth, kBalance };

// A claim that data could check: of turnover or a flow, its share, its growth, or the balance.
struct TradeClaim {
  const Claim* claim = nullptr;
  Measure measure = Measure::kLevel;
  Flow flow = Flow::kTurnover;
  Period period{};
};

// The claim as one of trade, or in words why no data can check it.
std::variant<TradeClaim, std::string> AsTradeClaim(const Claim& claim);

// "turnover of TJK with KAZ, 2023"; of a claim about a forum, what was claimed; of an indicator that is not
// known, its name: "gdp of TJK, 2023".
std::string SubjectWords(const Claim& claim);

// The figure that the trade gives for the claim.
absl::StatusOr<IndicatorResult> ComputeFor(const TradeClaim& claim, const BilateralTrade& trade);

// The unit of that figure.
std::string UnitFor(const TradeClaim& claim, const BilateralTrade& trade);

// The figure with its interval, as a reader wants it: money or per cent, by its unit.
std::string ResultWords(const IndicatorResult& result);

}  // namespace karvan::indicators
