#include "services/statistics/storage/kv_observation_store.h"

#include "services/platform/kv/errors.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/aggregate/aggregate_runs.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/observation_collector.h"

namespace karvan::statistics {

absl::StatusOr<int64_t> KvObservationStore::ResolveSnapshot(absl::string_view dataset,
                                                            const AsOf& as_of) const {
  KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const DatasetState> state, states_.Get(dataset));
  return state->history.Resolve(as_of);
}

absl::StatusOr<ObservationPage> KvObservationStore::Read(
    const ObservationQuery& query, absl::string_view position, int limit,
    const std::function<absl::Status()>& check_alive) const {
  std::optional<Cell> from;
  GroupPlace first_group{};
  if (!position.empty()) {
    absl::StatusOr<Cell> cell = ParseCellKey(position);
    const std::optional<GroupKey> group = cell.ok() ? GroupOf(cell->series) : std::nullopt;
    if (!group) {
      return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID",
                   "the page token is not one of ours");
    }
    from = *std::move(cell);
    first_group = PlaceOf(*group);
  }
  return ReadState<ObservationPage>(query.dataset, [&](const DatasetState& state) {
    return ReadFrom(state, query, first_group, from, limit, check_alive);
  });
}

absl::StatusOr<AggregateAnswer> KvObservationStore::Aggregate(
    const AggregateQuery& query, const std::function<absl::Status()>& check_alive) const {
  return ReadState<AggregateAnswer>(query.dataset, [&](const DatasetState& state) {
    std::optional<Visibility> earlier;
    RunReader reader(catalog_, check_alive);
    return AggregateRuns(query, state.runs, VisibleAt(state, query.snapshot, earlier), reader);
  });
}

template <typename Answer>
absl::StatusOr<Answer> KvObservationStore::ReadState(
    absl::string_view dataset, absl::FunctionRef<absl::StatusOr<Answer>(const DatasetState&)> read) const {
  KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const DatasetState> state, states_.Get(dataset));
  while (true) {
    absl::StatusOr<Answer> answer = read(*state);
    if (!kv::IsCorrupt(answer.status())) return answer;
    // What is missing may have been folded away since the state was read; then there is a newer one.
    const std::shared_ptr<const DatasetState> before = state;
    KARVAN_ASSIGN_OR_RETURN(state, states_.Get(dataset));
    if (state == before) return answer;
  }
}

const Visibility& KvObservationStore::VisibleAt(const DatasetState& state, int64_t snapshot,
                                                std::optional<Visibility>& kept) {
  if (snapshot == state.history.latest()) return state.latest;
  return kept.emplace(state.history.publications(), snapshot);
}

absl::StatusOr<ObservationPage> KvObservationStore::ReadFrom(
    const DatasetState& state, const ObservationQuery& query, const GroupPlace& first_group,
    const std::optional<Cell>& from, int limit, const std::function<absl::Status()>& check_alive) const {
  std::optional<Visibility> earlier;
  const Visibility& visibility = VisibleAt(state, query.snapshot, earlier);
  const Selection selection(query.filter);
  RunReader reader(catalog_, check_alive);
  ObservationCollector collector(visibility, from, limit);
  MergedGroups merged(state.runs, visibility, selection, reader);
  KARVAN_RETURN_IF_ERROR(merged.Visit(first_group, collector));
  return collector.Take();
}

}  // namespace karvan::statistics
