#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/domain/observation_filter.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/storage/aggregate/aggregate_query.h"

namespace karvan::statistics {

struct ObservationQuery {
  std::string dataset;
  ObservationFilter filter;
  int64_t snapshot = 0;
};

struct ObservationPage {
  std::vector<VersionedObservation> observations;
  std::string next_position;  // where the next page begins, in the store's own form; empty at the end
};

// The published figures. Thread-safe. Beside the errors named: those of the store, among them DATA_LOSS
// (CORRUPT), which names dataset, run and page.
class ObservationStore {
 public:
  virtual ~ObservationStore() = default;

  // The snapshot of a dataset as of a moment. RESOURCE_NOT_FOUND, SNAPSHOT_UNKNOWN.
  virtual absl::StatusOr<int64_t> ResolveSnapshot(absl::string_view dataset, const AsOf& as_of) const = 0;

  // The cells of a query in the order of CompareCells, each in its version at the snapshot: from `position`
  // on (empty: from the first), at most `limit`. `check_alive` is asked in between, and its error is
  // returned. PAGE_TOKEN_INVALID when the position is none.
  virtual absl::StatusOr<ObservationPage> Read(const ObservationQuery& query, absl::string_view position,
                                               int limit,
                                               const std::function<absl::Status()>& check_alive) const = 0;

  // The sums of cells; see AggregateRuns.
  virtual absl::StatusOr<AggregateAnswer> Aggregate(
      const AggregateQuery& query, const std::function<absl::Status()>& check_alive) const = 0;
};

}  // namespace karvan::statistics
