#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {

// Sorts, and asks in between, every few milliseconds at most, whether to go on; an error of that ends it.
template <typename Item, typename Before>
absl::Status InterruptibleSort(std::vector<Item>& items, Before before,
                               const std::function<absl::Status()>& check_alive) {
  constexpr size_t kRun = 1 << 14;
  for (size_t first = 0; first < items.size(); first += kRun) {
    KARVAN_RETURN_IF_ERROR(check_alive());
    std::sort(items.begin() + static_cast<ptrdiff_t>(first),
              items.begin() + static_cast<ptrdiff_t>(std::min(first + kRun, items.size())), before);
  }
  std::vector<Item> merged(items.size() > kRun ? items.size() : 0);
  for (size_t run = kRun; run < items.size(); run *= 2) {
    for (size_t first = 0; first < items.size(); first += 2 * run) {
      KARVAN_RETURN_IF_ERROR(check_alive());
      auto at = [&](size_t place) {
        return items.begin() + static_cast<ptrdiff_t>(std::min(place, items.size()));
      };
      std::merge(at(first), at(first + run), at(first + run), at(first + 2 * run),
                 merged.begin() + static_cast<ptrdiff_t>(first), before);
    }
    items.swap(merged);
  }
  return absl::OkStatus();
}

}  // namespace karvan::statistics
