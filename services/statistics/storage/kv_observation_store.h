#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "services/statistics/storage/dataset_describer.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/observation_store.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/run/selection.h"

namespace karvan::statistics {

// Reads the published runs of datasets. The catalog outlives it.
class KvObservationStore final : public ObservationStore {
 public:
  explicit KvObservationStore(RunCatalog& catalog) : catalog_(catalog), states_(catalog) {}

  absl::StatusOr<int64_t> ResolveSnapshot(absl::string_view dataset, const AsOf& as_of) const override;
  absl::StatusOr<ObservationPage> Read(const ObservationQuery& query, absl::string_view position, int limit,
                                       const std::function<absl::Status()>& check_alive) const override;
  absl::StatusOr<AggregateAnswer> Aggregate(const AggregateQuery& query,
                                            const std::function<absl::Status()>& check_alive) const override;

  absl::StatusOr<SeriesAnswer> ReadSeries(absl::string_view dataset, absl::Span<const SeriesKey> series,
                                          const AsOf& as_of, absl::Time published_by,
                                          const std::function<absl::Status()>& check_alive) const override;
  absl::StatusOr<std::vector<CellVersion>> ReadVersions(
      absl::string_view dataset, const SeriesKey& series, const Period& period, const Vantage& seen_from,
      const std::function<absl::Status()>& check_alive) const override;
  absl::StatusOr<RevisionSummary> SummariseRevisions(
      const ObservationQuery& query, const std::function<absl::Status()>& check_alive) const override;
  absl::StatusOr<std::shared_ptr<const DatasetDescription>> Describe(
      absl::string_view dataset, const std::function<absl::Status()>& check_alive) const override;

 private:
  // Calls ask(state), and again with the next state when a run that the first names was folded away.
  template <typename Ask>
  auto WithState(absl::string_view dataset, Ask ask) const
      -> decltype(ask(std::declval<const DatasetState&>()));

  absl::StatusOr<ObservationPage> ReadFrom(const DatasetState& state, const ObservationQuery& query,
                                           const std::optional<Cell>& from, int limit,
                                           RunReader& reader) const;

  RunCatalog& catalog_;
  mutable DatasetStates states_;
  mutable Descriptions descriptions_;
};

}  // namespace karvan::statistics
