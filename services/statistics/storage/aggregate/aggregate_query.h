#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/statistics/domain/aggregation.h"
#include "services/statistics/storage/aggregate/aggregate_names.h"
#include "services/statistics/storage/aggregate/aggregate_table.h"
#include "services/statistics/storage/aggregate/conversion.h"

// What is asked of sums, and what is answered.
namespace karvan::statistics {

// What one call may cost.
struct AggregateLimits {
  int64_t rows = 1'000'000;
  int64_t cells = 50'000'000;  // to look at
};

// An aggregation that was checked (CheckAggregation), of the cells of a dataset at a snapshot.
struct AggregateQuery {
  std::string dataset;
  ObservationFilter filter;
  int64_t snapshot = 0;
  absl::Time published_by = absl::InfiniteFuture();
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

}  // namespace karvan::statistics
