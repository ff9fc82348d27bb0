#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/briefing/briefing.h"

namespace karvan::indicators {

// Two areas, as a briefing names them.
struct AreaPair {
  std::string country;
  std::string partner;
  std::map<std::string, std::string> names;

  // The name of one of them, its code when it has none.
  std::string NameOf(const std::string& area) const;
};

// The turnover of both sides in `period` and in the two years before, from the data of each office or, where
// they lack it, as claims imply it most narrowly. A year of which neither side has anything is left out.
absl::StatusOr<std::vector<MirrorSection>> MirrorSections(const AreaPair& areas, const Period& period,
                                                          const std::vector<BilateralTrade>& trades,
                                                          const std::vector<ClaimCheck>& claims);

}  // namespace karvan::indicators
