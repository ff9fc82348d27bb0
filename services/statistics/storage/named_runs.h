#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"

namespace karvan::statistics {

// A run that a committed row names.
struct NamedRun {
  int64_t run = 0;
  int64_t sequence = 0;  // of all its cells; 0 when they tell it themselves, or are not published
  int64_t release = 0;   // number of the release that is not published; 0 when queries read the run

  friend bool operator==(const NamedRun&, const NamedRun&) = default;
};

// All runs of a dataset: those that queries read in their order, then those of releases that are not
// published. CORRUPT.
absl::StatusOr<std::vector<NamedRun>> ReadNamedRuns(kv::View& view, absl::string_view dataset);

}  // namespace karvan::statistics
