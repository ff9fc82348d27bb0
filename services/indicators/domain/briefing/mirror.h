#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/briefing/briefing.h"
#include "services/indicators/domain/indicator/liveness.h"

namespace karvan::indicators {

// Two areas, as a briefing names them.
struct AreaPair {
  std::string country;
  std::string partner;
  std::map<std::string, std::string> names;

  // The name of one of them, its code when it has none.
  std::string NameOf(const std::string& area) const;
};

// " (uses a figure that is flagged confidential: ...)", empty when there is nothing to know of it.
std::string NoteWords(const MirrorSide& side);

// The turnover of both sides in `period` and in the two years before, from the data of each office or, where
// they lack it, as claims imply it most narrowly; and its flows where both sides have them. A year of which
// neither side has anything is left out. Asks `check_alive` for each period.
absl::StatusOr<std::vector<MirrorSection>> MirrorSections(const AreaPair& areas, const Period& period,
                                                          const std::vector<BilateralTrade>& trades,
                                                          const std::vector<ClaimCheck>& claims,
                                                          const CheckAlive& check_alive);

}  // namespace karvan::indicators
