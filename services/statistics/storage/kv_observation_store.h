#pragma once

#include <optional>

#include "absl/functional/function_ref.h"
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

 private:
  // read(state), once more when runs were folded away meanwhile.
  template <typename Answer>
  absl::StatusOr<Answer> ReadState(absl::string_view dataset,
                                   absl::FunctionRef<absl::StatusOr<Answer>(const DatasetState&)> read) const;
  // What is seen at a snapshot; `kept` holds it when it is not the state's own.
  static const Visibility& VisibleAt(const DatasetState& state, int64_t snapshot,
                                     std::optional<Visibility>& kept);
  absl::StatusOr<ObservationPage> ReadFrom(const DatasetState& state, const ObservationQuery& query,
                                           const GroupPlace& first_group, const std::optional<Cell>& from,
                                           int limit, const std::function<absl::Status()>& check_alive) const;

  RunCatalog& catalog_;
  mutable DatasetStates states_;
};

}  // namespace karvan::statistics
