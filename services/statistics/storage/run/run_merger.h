#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// Copies every version of every cell of some runs into one run, the newest version of each cell first.
// Nothing is left out, whatever is seen of it now: a snapshot of any time reads the same from the new run.
// `versions` ranks the publications of all cells.
absl::Status MergeRuns(absl::Span<const OpenRun> runs, const Visibility& versions, RunReader& reader,
                       RunBuilder& out);

}  // namespace karvan::statistics
