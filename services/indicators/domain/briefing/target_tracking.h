#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/briefing/briefing.h"
#include "services/indicators/domain/indicator/liveness.h"

namespace karvan::indicators {

// A target on each dataset that counts for it (its reporter's, or those of both areas when it names none)
// and has a full year to start from; one section with the reason when none has. Growth is required by the
// target's deadline or, without one, by each of the seven years after the base; a deadline that does not come
// after the base is the reason of no growth. Asks `check_alive` for each year that is tried as the base.
absl::StatusOr<std::vector<TargetSection>> TrackTarget(const Target& target,
                                                       const std::vector<BilateralTrade>& trades,
                                                       const CheckAlive& check_alive);

}  // namespace karvan::indicators
