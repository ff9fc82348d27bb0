#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/briefing/mirror.h"

namespace karvan::indicators {

// The exports of each area in a period, in its own office's figures, against the imports that the other's
// office counts of them; those of the briefed country first. A flow that one of the two lacks is left out.
absl::StatusOr<std::vector<MirrorFlow>> MirrorFlowsIn(const AreaPair& areas, const Period& period,
                                                      const std::vector<BilateralTrade>& trades);

}  // namespace karvan::indicators
