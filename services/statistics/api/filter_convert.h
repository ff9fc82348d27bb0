#pragma once

#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/observation_filter.h"
#include "services/statistics/domain/publication.h"

namespace karvan::statistics {

// The filter that a caller means: empty lists of breakdowns are their totals alone, "*" is all. Adds a
// violation under `path` for each code and period that is not one.
ObservationFilter FromProto(const v1::ObservationFilter& proto, absl::string_view path,
                            Violations& violations);

// The moment that a caller means; a violation under `path` when it is not a time.
AsOf FromProto(const v1::AsOf& proto, absl::string_view path, Violations& violations);

}  // namespace karvan::statistics
