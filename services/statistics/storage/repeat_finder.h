#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// A cell that stands in several runs.
struct RepeatedCell {
  SeriesKey series;
  Period period;
  size_t run = 0;    // the place of the later one among the runs
  size_t first = 0;  // of the earlier one
};

struct RepeatedCells {
  int64_t count = 0;
  std::vector<RepeatedCell> cells;  // the first `limit` of them, in the order of series
};

// The cells that a run from `first_new` on has in common with a run before it.
absl::StatusOr<RepeatedCells> FindRepeats(RunCatalog& catalog, absl::Span<const OpenRun> runs,
                                          size_t first_new, size_t limit);

}  // namespace karvan::statistics
