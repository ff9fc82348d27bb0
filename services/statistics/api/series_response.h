#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/statistics/domain/series_key.h"
#include "services/statistics/domain/series_rows.h"

namespace karvan::statistics {

// The answer of GetSeries. DECIMAL_OVERFLOW when a value, its multiplier applied, has more than 38 digits.
absl::StatusOr<v1::GetSeriesResponse> SeriesResponse(const SeriesKey& series, const SeriesRows& rows,
                                                     int64_t snapshot);

}  // namespace karvan::statistics
