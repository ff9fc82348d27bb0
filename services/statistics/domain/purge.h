#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/statistics/domain/observation_filter.h"

namespace karvan::statistics {

inline constexpr int kMaxPurgedPeriods = 1000;

// The destruction of every version of some cells of one series. Which cells there were is no secret, only
// what they said.
struct Purge {
  std::string dataset;   // id
  int64_t sequence = 0;  // of its entry in the dataset's log; also its number
  SeriesKey series;
  std::vector<Period> periods;
  std::string reason;
  absl::Time purge_time;
  int64_t run_count = 0;          // runs that were written anew
  std::vector<int64_t> releases;  // numbers of those that were not published and lost cells
  // The least sequence of the versions that were published; 0 when none was.
  int64_t first_sequence = 0;
};

// "datasets/tj-stat/purges/7".
std::string PurgeName(absl::string_view dataset, int64_t sequence);

// Whether a snapshot can still be shown as it was, as far as the filter takes it. FAILED_PRECONDITION:
// SNAPSHOT_PURGED, naming the purge.
absl::Status CheckNotPurged(const std::vector<Purge>& purges, const ObservationFilter& filter,
                            int64_t snapshot);

}  // namespace karvan::statistics
