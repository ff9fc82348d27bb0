#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/statistics/domain/dataset_description.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/domain/observation_filter.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/domain/revision_summary.h"
#include "services/statistics/domain/series_rows.h"
#include "services/statistics/storage/aggregate/aggregate_query.h"

namespace karvan::statistics {

// From where figures are seen: what was recorded up to a snapshot, and said by the office up to a time.
struct Vantage {
  int64_t snapshot = 0;
  absl::Time published_by = absl::InfiniteFuture();
};

struct ObservationQuery {
  std::string dataset;
  ObservationFilter filter;
  int64_t snapshot = 0;
  absl::Time published_by = absl::InfiniteFuture();
  // Only cells whose version differs between there and what this query sees.
  std::optional<Vantage> updated_after = std::nullopt;
};

struct ObservationPage {
  std::vector<VersionedObservation> observations;
  std::string next_position;  // where the next page begins, in the store's own form; empty at the end
};

struct SeriesAnswer {
  int64_t snapshot = 0;
  std::vector<SeriesRows> series;  // as many as were asked for, in that order
};

// One version of a cell.
struct CellVersion {
  VersionedObservation observation;
  absl::Time recorded_at;
  int64_t retraction =
      0;                 // sequence of the event that took the release back; 0 when none did by the snapshot
  bool visible = false;  // queries see it
};

// Limits of one call.
inline constexpr int64_t kMaxSeriesCells = 1'000'000;
inline constexpr int64_t kMaxRevisionVersions = 5'000'000;

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

  // All periods of some series, as of one moment. The errors of ResolveSnapshot; LIMIT_EXCEEDED beyond
  // kMaxSeriesCells.
  virtual absl::StatusOr<SeriesAnswer> ReadSeries(absl::string_view dataset,
                                                  absl::Span<const SeriesKey> series, const AsOf& as_of,
                                                  absl::Time published_by,
                                                  const std::function<absl::Status()>& check_alive) const = 0;

  // The history of a cell: its versions in their order, those that took it away among them. Retracted ones
  // are told; what was recorded after the snapshot or published after the time is not.
  virtual absl::StatusOr<std::vector<CellVersion>> ReadVersions(
      absl::string_view dataset, const SeriesKey& series, const Period& period, const Vantage& seen_from,
      const std::function<absl::Status()>& check_alive) const = 0;

  // How much the cells of a query were revised. LIMIT_EXCEEDED beyond kMaxRevisionVersions.
  virtual absl::StatusOr<RevisionSummary> SummariseRevisions(
      const ObservationQuery& query, const std::function<absl::Status()>& check_alive) const = 0;

  // What a dataset holds now. The first call after a change reads all of it. RESOURCE_NOT_FOUND.
  virtual absl::StatusOr<std::shared_ptr<const DatasetDescription>> Describe(
      absl::string_view dataset, const std::function<absl::Status()>& check_alive) const = 0;

  // The sums of cells; see AggregateRuns.
  virtual absl::StatusOr<AggregateAnswer> Aggregate(
      const AggregateQuery& query, const std::function<absl::Status()>& check_alive) const = 0;
};

}  // namespace karvan::statistics
