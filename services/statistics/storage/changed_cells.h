#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/observation_store.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/run/selection.h"

namespace karvan::statistics {

// The cells of which `after` sees another version than `before`, in the order of query answers, from a cell
// on (nothing: from the first) and up to a limit. A cell that is not seen any more comes as deleted, with the
// release, the sequence and the date of the version that was seen.
//
// Reads only groups with versions that one sees and the other does not, and of them the months that have any.
absl::StatusOr<ObservationPage> ReadChangedCells(const DatasetState& state, const Visibility& before,
                                                 const Visibility& after, const Selection& selection,
                                                 const std::optional<Cell>& from, int limit,
                                                 RunReader& reader);

}  // namespace karvan::statistics
