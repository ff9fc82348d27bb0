#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/benchmarks/workload/random.h"

namespace karvan::bench {

struct Product {
  std::string code;        // six digits, as of the Harmonized System
  absl::string_view unit;  // of its quantities
  double price;            // of a kilogram, about

  bool weighed() const { return unit == "kg"; }
};

// `count` products with different codes.
std::vector<Product> DrawProducts(int count, Random& random);

}  // namespace karvan::bench
