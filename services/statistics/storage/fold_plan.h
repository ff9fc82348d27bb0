#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace karvan::statistics {

// Runs that queries may have to read; more than these are folded.
inline constexpr size_t kMaxLiveRuns = 4;

// Which runs, [first, second) in the order of their publication, are to be folded into one; an empty range
// when none are. The newest are, and older ones as long as they are not much larger: so each cell is written
// anew about once for each time that the dataset grows fivefold.
std::pair<size_t, size_t> PlanFold(const std::vector<int64_t>& cell_counts);

}  // namespace karvan::statistics
