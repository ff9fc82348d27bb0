#pragma once

#include "absl/status/statusor.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/storage/stored.pb.h"

// Between cells and their stored form.
namespace karvan::statistics {

stored::StoredCell EncodeCell(const Period& period, const Measures& measures);

struct PeriodAndMeasures {
  Period period;
  Measures measures;
};

// INVALID_ARGUMENT when a number or a period cannot be read; the caller knows which page is corrupt.
absl::StatusOr<PeriodAndMeasures> DecodeCell(const stored::StoredCell& cell);

// The parts of a series key below reporter, flow and partner, which a page's key holds.
stored::StoredSeries EncodeSeries(const SeriesKey& series);
void DecodeSeries(const stored::StoredSeries& stored, SeriesKey& series);

}  // namespace karvan::statistics
