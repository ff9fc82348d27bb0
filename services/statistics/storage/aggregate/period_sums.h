#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "services/statistics/storage/aggregate/aggregate_table.h"
#include "services/statistics/storage/aggregate/row_period.h"

namespace karvan::statistics {

// Puts rows that were read by months, or by spans of the grain, into the periods of the grain, and counts
// their months. What is together already stays as it is. DECIMAL_OVERFLOW, AGGREGATE_MIXED, and errors of
// `check_alive`, which is asked in between.
absl::StatusOr<AggregateTable> PutPeriodsTogether(AggregateTable read, PeriodGrain grain, ReadPeriods periods,
                                                  const AggregateNames& names,
                                                  const std::function<absl::Status()>& check_alive);

}  // namespace karvan::statistics
