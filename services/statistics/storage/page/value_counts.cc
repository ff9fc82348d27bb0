#include "services/statistics/storage/page/value_counts.h"

#include <algorithm>
#include <utility>

namespace karvan::statistics {

std::vector<ValueCounts::Count> ValueCounts::Take() {
  std::vector<Count> all = std::exchange(ended_, {});
  for (Count& last : last_) {
    if (last.count != 0) all.push_back(last);
    last.count = 0;
  }
  std::sort(all.begin(), all.end(), [](const Count& a, const Count& b) {
    return std::make_pair(a.key, a.value) < std::make_pair(b.key, b.value);
  });
  std::vector<Count> merged;
  for (const Count& count : all) {
    if (!merged.empty() && merged.back().key == count.key && merged.back().value == count.value) {
      merged.back().count += count.count;
    } else {
      merged.push_back(count);
    }
  }
  return merged;
}

std::vector<ValueCounts::Count> MostFrequentByKey(const std::vector<ValueCounts::Count>& counts) {
  std::vector<ValueCounts::Count> most;
  for (const ValueCounts::Count& count : counts) {
    if (most.empty() || most.back().key != count.key) {
      most.push_back(count);
    } else if (count.count > most.back().count) {
      most.back() = count;
    }
  }
  return most;
}

}  // namespace karvan::statistics
