#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/statistics/storage/aggregate/aggregate_table.h"

namespace karvan::statistics {

// The rows of an answer by their numbers, in the order asked for: without rows of the office's totals, only
// the top ones of each period where so many are asked for, and then with the remainder of each period, whose
// row is added to the table. DECIMAL_OVERFLOW, AGGREGATE_MIXED, and errors of `check_alive`, which is asked
// in between.
absl::StatusOr<std::vector<uint32_t>> OrderRows(AggregateTable& table, const Aggregation& aggregation,
                                                const AggregateNames& names,
                                                const std::function<absl::Status()>& check_alive);

}  // namespace karvan::statistics
