#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace karvan::bench {

// What a query is about; each query takes the parts that it needs.
struct QueryKey {
  std::string reporter;
  std::string partner;
  std::string flow;
  std::string product;
  int year;
};

// Reads a keys.csv of karvan-bench-generate. NOT_FOUND when there is no such file, INVALID_ARGUMENT names the
// line that is no key; never empty.
absl::StatusOr<std::vector<QueryKey>> ReadQueryKeys(const std::string& path);

}  // namespace karvan::bench
