#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace karvan::statistics {

// What a part of a store was found to be.
struct VerifyReport {
  static constexpr size_t kMaxFaults = 100;

  std::string part;  // "datasets" for the catalogue, or "datasets/tj-stat"
  int64_t releases = 0;
  int64_t runs = 0;
  int64_t pages = 0;
  int64_t cells = 0;  // every version of each
  int64_t log_entries = 0;
  int64_t fault_count = 0;
  std::vector<std::string> faults;  // the first kMaxFaults

  void AddFault(std::string fault) {
    if (faults.size() < kMaxFaults) faults.push_back(std::move(fault));
    ++fault_count;
  }
};

}  // namespace karvan::statistics
