#include "services/statistics/storage/kv_observation_store.h"

#include "services/platform/kv/errors.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
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
  KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const DatasetState> state, states_.Get(query.dataset));
  while (true) {
    absl::StatusOr<ObservationPage> page = ReadFrom(*state, query, first_group, from, limit, check_alive);
    if (!kv::IsCorrupt(page.status())) return page;
    // What is missing may have been folded away since the state was read; then there is a newer one.
    const std::shared_ptr<const DatasetState> before = state;
    KARVAN_ASSIGN_OR_RETURN(state, states_.Get(query.dataset));
    if (state == before) return page;
  }
}

absl::StatusOr<ObservationPage> KvObservationStore::ReadFrom(
    const DatasetState& state, const ObservationQuery& query, const GroupPlace& first_group,
    const std::optional<Cell>& from, int limit, const std::function<absl::Status()>& check_alive) const {
  KARVAN_RETURN_IF_ERROR(CheckNotPurged(state.purges, query.filter, query.snapshot));
  std::optional<Visibility> earlier;
  if (query.snapshot != state.history.latest()) {
    earlier.emplace(state.history.publications(), query.snapshot);
  }
  const Visibility& visibility = earlier ? *earlier : state.latest;
  const Selection selection(query.filter);
  RunReader reader(catalog_, check_alive);
  ObservationCollector collector(visibility, from, limit);
  MergedGroups merged(state.runs, visibility, selection, reader);
  KARVAN_RETURN_IF_ERROR(merged.Visit(first_group, collector));
  return collector.Take();
}

}  // namespace karvan::statistics
