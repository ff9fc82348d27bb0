#include "tests/benchmarks/workload/zipf.h"

#include <algorithm>

#include "tests/benchmarks/workload/elementary.h"

namespace karvan::bench {

Zipf::Zipf(int count, int tenths) {
  double sum = 0;
  for (int rank = 1; rank <= count; ++rank) cumulative_.push_back(sum += 1 / PowerOfTenths(rank, tenths));
  for (double& bound : cumulative_) bound /= sum;
}

int Zipf::Pick(Random& random) const {
  const auto bound = std::lower_bound(cumulative_.begin(), cumulative_.end(), random.Uniform());
  return static_cast<int>(std::min<size_t>(bound - cumulative_.begin(), cumulative_.size() - 1));
}

}  // namespace karvan::bench
