#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/aggregate.pb.h"
#include "services/statistics/storage/aggregate/aggregate_query.h"

namespace karvan::statistics {

// The row of that place of an answer, as text. DECIMAL_OVERFLOW.
absl::StatusOr<v1::AggregateRow> RowOf(const AggregateAnswer& answer, const Aggregation& aggregation,
                                       size_t place);

// The rows [first, end) of an answer in columns. DECIMAL_OVERFLOW.
absl::StatusOr<v1::AggregateColumns> ColumnsOf(const AggregateAnswer& answer, const Aggregation& aggregation,
                                               size_t first, size_t end);

v1::ScanStatistics StatisticsOf(const AggregateAnswer& answer);

}  // namespace karvan::statistics
