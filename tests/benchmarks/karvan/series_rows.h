#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/observation_service.pb.h"

namespace karvan::bench {

// A month of a series, typed: what a program works with.
struct SeriesRow {
  int32_t month;  // year * 12 + month - 1
  int64_t value;  // the figures without their points
  int64_t net_weight;
  int64_t quantity;
};

struct SeriesRows {
  std::vector<SeriesRow> rows;
  int value_scale = 0;  // digits behind the point
  int net_weight_scale = 0;
  int quantity_scale = 0;
};

// Unpacks the columns into `rows`, whose memory is used again. The data of the benchmarks have every figure
// in every row, single months, and nothing that needs more than 64 bits: else DATA_LOSS.
absl::Status DecodeSeries(const statistics::v1::GetSeriesResponse& response, SeriesRows& rows);

}  // namespace karvan::bench
