#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/statistics/domain/observation.h"

namespace karvan::statistics {

// The cells of one series, in the order of their periods, as packed columns. DECIMAL_OVERFLOW.
absl::StatusOr<v1::GetSeriesResponse> SeriesResponse(const SeriesKey& series,
                                                     const std::vector<VersionedObservation>& cells,
                                                     int64_t snapshot);

}  // namespace karvan::statistics
