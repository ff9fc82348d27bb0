#include "services/statistics/domain/planned_release.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/errors.h"

namespace karvan::statistics {

std::string PlannedReleaseName(absl::string_view dataset, absl::string_view id) {
  return absl::StrCat("datasets/", dataset, "/plannedReleases/", id);
}

absl::Status Apply(const PlannedReleaseChange& change, absl::Time now, PlannedRelease& planned) {
  PlannedDate date = planned.dates.back();
  const absl::Time before = date.planned_time;
  if (change.planned_time) date.planned_time = *change.planned_time;
  const bool moved = date.planned_time != before;
  // The reason of an earlier move does not explain this one.
  const std::string reason_before = date.delay_reason;
  if (moved) date.delay_reason.clear();
  if (change.delay_reason) date.delay_reason = *change.delay_reason;
  if (date.planned_time > before && date.delay_reason.empty()) {
    return InvalidField("planned_release.delay_reason",
                        absl::StrCat("must say why the release is put off from ",
                                     absl::FormatTime(before, absl::UTCTimeZone())));
  }
  if (moved || date.delay_reason != reason_before) {
    if (planned.dates.size() >= kMaxPlannedDates) {
      return LimitExceeded(
          absl::StrCat(PlannedReleaseName(planned.dataset, planned.id), " has too many dates"),
          kMaxPlannedDates);
    }
    date.announce_time = now;
    planned.dates.push_back(std::move(date));
  }
  if (change.title) planned.title = *change.title;
  if (change.periods) planned.periods = *change.periods;
  planned.update_time = now;
  return absl::OkStatus();
}

bool IsLate(const PlannedRelease& planned, absl::Time now) {
  const absl::Time came = planned.actual ? planned.actual->publish_time : now;
  return came > planned.dates.back().planned_time;
}

}  // namespace karvan::statistics
