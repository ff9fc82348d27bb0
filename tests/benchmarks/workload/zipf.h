#pragma once

#include <vector>

#include "tests/benchmarks/workload/random.h"

namespace karvan::bench {

// Ranks 0 to count-1, where rank k comes with weight (k+1)^-(tenths/10).
class Zipf {
 public:
  Zipf(int count, int tenths);

  int Pick(Random& random) const;

 private:
  std::vector<double> cumulative_;
};

}  // namespace karvan::bench
