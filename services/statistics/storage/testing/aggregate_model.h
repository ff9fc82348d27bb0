#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/statistics/domain/aggregation.h"
#include "services/statistics/domain/observation.h"

// For tests: sums as karvan.statistics.v1.Aggregation tells them, cell by cell and without regard to cost.
namespace karvan::statistics::testing {

// A row: "KAZ X 270900 2023" is its key, "12.50 of 4, 1 missing, 1 longer, 3 months" its figures.
using ModelRows = std::map<std::string, std::string>;

// The rows of an aggregation of cells, each of which is in the filter's dimensions but the World and levels
// of products. Without order, top, conversion and other measures.
ModelRows ModelAggregate(const std::vector<Observation>& cells, const Aggregation& aggregation);

// A row of an answer in the same form.
std::string ModelFigures(const Decimal& value, bool has_value, int64_t cells, int64_t missing, int64_t longer,
                         int months);

}  // namespace karvan::statistics::testing
