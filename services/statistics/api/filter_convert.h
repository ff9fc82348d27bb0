#pragma once

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/observation_filter.h"
#include "services/statistics/domain/publication.h"

namespace karvan::statistics {

// All lists of a filter together have at most so many entries.
inline constexpr int kMaxFilterEntries = 10'000;

// The filter that a caller means: empty lists of breakdowns are their totals alone, "*" is all. Adds a
// violation under `path` for each entry that is not allowed.
ObservationFilter FromProto(const v1::ObservationFilter& proto, absl::string_view path,
                            Violations& violations);

// From where a caller wants to see figures.
struct AskedAsOf {
  AsOf moment;
  absl::Time published_by = absl::InfiniteFuture();
};

// Of a request about `dataset`, a resource name. Adds a violation under `path` for what is no time, no
// release, or a release of another dataset.
AskedAsOf FromProto(const v1::AsOf& proto, absl::string_view dataset, absl::string_view path,
                    Violations& violations);

}  // namespace karvan::statistics
