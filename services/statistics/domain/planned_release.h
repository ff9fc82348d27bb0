#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/period/period.h"

namespace karvan::statistics {

// A date that was announced for a release.
struct PlannedDate {
  absl::Time planned_time;
  std::string delay_reason;
  absl::Time announce_time;
};

// A release that was announced.
struct PlannedRelease {
  std::string dataset;  // id
  std::string id;
  std::string title;
  std::vector<Period> periods;
  std::vector<PlannedDate> dates;  // in the order of their announcement; at least one: the last one holds
  absl::Time create_time;
  absl::Time update_time;
  std::string etag;

  // The first release that was published for it.
  struct Actual {
    int64_t release = 0;
    absl::Time publish_time;
  };
  std::optional<Actual> actual;
};

// What an update says; what is absent stays.
struct PlannedReleaseChange {
  std::optional<std::string> title = {};
  std::optional<std::vector<Period>> periods = {};
  std::optional<absl::Time> planned_time = {};
  std::optional<std::string> delay_reason = {};
};

inline constexpr int kMaxPlannedPeriods = 100;
inline constexpr int kMaxPlannedDates = 100;

// "datasets/tj-stat/plannedReleases/trade-2024-08".
std::string PlannedReleaseName(absl::string_view dataset, absl::string_view id);

// Applies a change at a time. A date other than the last one, or another reason, is announced beside those
// before. INVALID_FIELD when a release is put off without a reason; LIMIT_EXCEEDED when it has too many
// dates.
absl::Status Apply(const PlannedReleaseChange& change, absl::Time now, PlannedRelease& planned);

// Whether it came after its last date, or has not come by now although that is over.
bool IsLate(const PlannedRelease& planned, absl::Time now);

}  // namespace karvan::statistics
