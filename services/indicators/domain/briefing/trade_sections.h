#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/briefing/briefing.h"
#include "services/indicators/domain/indicator/liveness.h"

namespace karvan::indicators {

// The trade of a dataset for a briefing on `period`: in that period, in the two years before its own, and
// in the cumulative periods of its year. Periods without a figure are left out, but for `period` itself
// where the dataset has any other. Asks `check_alive` for each indicator.
absl::StatusOr<std::vector<TradeSection>> TradeSectionsOf(const BilateralTrade& trade, const Period& period,
                                                          const CheckAlive& check_alive);

// The two calendar years before that in which `period` ends.
std::vector<Period> YearsBefore(const Period& period);

}  // namespace karvan::indicators
