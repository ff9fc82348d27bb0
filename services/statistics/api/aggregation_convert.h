#pragma once

#include "absl/strings/string_view.h"
#include "karvan/statistics/v1/aggregate.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/aggregation.h"

namespace karvan::statistics {

// The aggregation that a caller asks for, of the cells of a filter, checked. Adds a violation under `path`
// for each field that is not allowed, and under `filter_path` for what the filter may not take in a sum.
Aggregation FromProto(const v1::Aggregation& proto, const ObservationFilter& filter, absl::string_view path,
                      absl::string_view filter_path, Violations& violations);

}  // namespace karvan::statistics
