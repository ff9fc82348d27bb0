#include "services/statistics/storage/fold_plan.h"

namespace karvan::statistics {
namespace {

constexpr int64_t kSizeRatio = 4;

}  // namespace

std::pair<size_t, size_t> PlanFold(const std::vector<int64_t>& cell_counts) {
  const size_t end = cell_counts.size();
  if (end <= kMaxLiveRuns) return {end, end};
  size_t first = end - 1;
  int64_t folded = cell_counts[first];
  while (first > 0 && (first + 1 > kMaxLiveRuns || cell_counts[first - 1] <= kSizeRatio * folded)) {
    folded += cell_counts[--first];
  }
  return {first, end};
}

}  // namespace karvan::statistics
