#pragma once

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// Whether a version of a cell is copied; its group and sequence are filled in.
using KeepCell = absl::FunctionRef<bool(const GroupKey& group, const PackedCell& cell)>;

// Copies every version of every cell of some runs into one run, the newest version of each cell first.
// Nothing is left out, whatever is seen of it now, but what `keep` refuses: a snapshot of any time reads the
// same from the new run. `versions` ranks the publications of all cells.
absl::Status MergeRuns(
    absl::Span<const OpenRun> runs, const Visibility& versions, RunReader& reader, RunBuilder& out,
    KeepCell keep = [](const GroupKey&, const PackedCell&) { return true; });

}  // namespace karvan::statistics
