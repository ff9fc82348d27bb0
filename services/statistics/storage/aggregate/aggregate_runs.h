#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/aggregate/aggregate_visitor.h"
#include "services/statistics/storage/aggregate/conversion.h"

namespace karvan::statistics {

// An aggregation that was checked (CheckAggregation), of the cells of a dataset at a snapshot.
struct AggregateQuery {
  std::string dataset;
  ObservationFilter filter;
  int64_t snapshot = 0;
  Aggregation aggregation;
  bool compilation = false;  // the dataset holds figures of many offices
  Rates rates;               // of the conversion
  AggregateLimits limits;
};

// The rows of an aggregation.
struct AggregateAnswer {
  AggregateNames names;
  AggregateTable table;        // the office's own totals among its rows
  std::vector<uint32_t> rows;  // of the answer, in its order: numbers of rows of the table
  int64_t pages = 0;           // that were read from
  int64_t pages_loaded = 0;    // of them from the store
  int64_t cells = 0;           // that were looked at

  // The code of a row; empty in a remainder.
  Code CodeOf(const AggregateRow& row, Dimension dimension) const;
  bool IsRemainder(const AggregateRow& row) const { return row.key.prefix == AggregateNames::kRemainder; }
};

// Reads and sums. LIMIT_EXCEEDED, AGGREGATE_MIXED, RATE_MISSING, DECIMAL_OVERFLOW, errors of the store and of
// the reader's check_alive, which is asked every millisecond or so.
absl::StatusOr<AggregateAnswer> AggregateRuns(const AggregateQuery& query, absl::Span<const OpenRun> runs,
                                              const Visibility& visibility, RunReader& reader);

}  // namespace karvan::statistics
