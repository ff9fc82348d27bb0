#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/observation_store.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// The versions of one cell; see ObservationStore::ReadVersions.
absl::StatusOr<std::vector<CellVersion>> ReadCellHistory(const DatasetState& state, const SeriesKey& series,
                                                         const Period& period, const Vantage& seen_from,
                                                         RunReader& reader);

}  // namespace karvan::statistics
