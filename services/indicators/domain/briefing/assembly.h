#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/briefing/briefing.h"
#include "services/indicators/domain/indicator/liveness.h"

namespace karvan::indicators {

// What a briefing is made of.
struct BriefingMaterial {
  std::string country;
  std::string partner;
  Period period;
  std::vector<BilateralTrade> trades;  // national datasets of both areas, by name
  std::vector<Claim> claims;           // about both areas or their forums, by name
  std::vector<Target> targets;
  std::vector<Forum> forums;          // where both were
  std::vector<Agreement> agreements;  // of both, and those of the forums
  std::vector<Party> parties;
  int64_t registry_snapshot = 0;
  CheckAlive check_alive = [] { return absl::OkStatus(); };
};

// What is too large to compute with is without a value where it belongs, with the reason; the rest stands.
// Fails with INVALID_ARGUMENT when the year before cannot be reckoned, and with the error of `check_alive`.
absl::StatusOr<Briefing> AssembleBriefing(const BriefingMaterial& material);

}  // namespace karvan::indicators
