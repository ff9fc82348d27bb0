#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/platform/decimal/decimal.h"
#include "services/platform/period/period.h"

namespace karvan::cli {

// A row of an unpacked series.
struct SeriesRow {
  Period period;
  bool missing = false;  // the office published the cell without a value
  Decimal value;         // in currency units
  std::string note;      // what is particular about it, in words
};

// Unpacks the columns of an answer. DATA_LOSS when they do not fit each other.
absl::StatusOr<std::vector<SeriesRow>> UnpackSeries(const statistics::v1::GetSeriesResponse& series);

}  // namespace karvan::cli
