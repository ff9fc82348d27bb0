#pragma once

#include <string>

#include "absl/status/status.h"
#include "tests/benchmarks/workload/trade_model.h"

namespace karvan::bench {

// Writes a Karvan CSV a month, such as FOLDER/2010-01.csv, into an existing folder; none for a month without
// figures. UNAVAILABLE names a file that could not be written.
absl::Status WriteMonths(const TradeModel& model, const std::string& folder);

// Writes FOLDER/keys.csv: `count` random series, each with a random year from the second to the last, by
// which the queries choose what they ask for.
absl::Status WriteKeys(TradeModel& model, int count, const std::string& folder);

}  // namespace karvan::bench
