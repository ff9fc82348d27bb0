#pragma once

#include "absl/status/statusor.h"
#include "services/statistics/domain/revision_summary.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/run/selection.h"

namespace karvan::statistics {

// The revisions of the cells that are selected, by the versions that are seen. LIMIT_EXCEEDED beyond
// kMaxRevisionVersions.
absl::StatusOr<RevisionSummary> ReadRevisions(const DatasetState& state, const Visibility& visibility,
                                              const Selection& selection, RunReader& reader);

}  // namespace karvan::statistics
