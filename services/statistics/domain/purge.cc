#include "services/statistics/domain/purge.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {

std::string PurgeName(absl::string_view dataset, int64_t sequence) {
  return absl::StrCat("datasets/", dataset, "/purges/", sequence);
}

absl::Status CheckNotPurged(const std::vector<Purge>& purges, const ObservationFilter& filter,
                            int64_t snapshot) {
  for (const Purge& purge : purges) {
    const bool held_then =
        purge.first_sequence != 0 && purge.first_sequence <= snapshot && snapshot < purge.sequence;
    if (!held_then || !filter.Matches(purge.series)) continue;
    const auto period = std::find_if(purge.periods.begin(), purge.periods.end(),
                                     [&](const Period& each) { return filter.Matches(each); });
    if (period == purge.periods.end()) continue;
    const std::string name = PurgeName(purge.dataset, purge.sequence);
    const std::string time = absl::FormatTime(absl::RFC3339_full, purge.purge_time, absl::UTCTimeZone());
    return Error(absl::StatusCode::kFailedPrecondition, "SNAPSHOT_PURGED",
                 absl::StrCat("snapshot ", snapshot, " held the cell ", Describe(purge.series), " ",
                              period->ToString(), ", which was purged at ", time, " (", name,
                              "): ask without it, or for snapshot ", purge.sequence, " or later"),
                 {{"purge", name}, {"purge_time", time}, {"snapshot", absl::StrCat(snapshot)}});
  }
  return absl::OkStatus();
}

}  // namespace karvan::statistics
