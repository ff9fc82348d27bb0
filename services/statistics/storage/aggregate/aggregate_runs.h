#pragma once

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/aggregate/aggregate_query.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// Reads and sums. LIMIT_EXCEEDED, AGGREGATE_MIXED, RATE_MISSING, DECIMAL_OVERFLOW, errors of the store and of
// the reader's check_alive, which is asked every millisecond or so.
absl::StatusOr<AggregateAnswer> AggregateRuns(const AggregateQuery& query, absl::Span<const OpenRun> runs,
                                              const Visibility& visibility, RunReader& reader);

}  // namespace karvan::statistics
