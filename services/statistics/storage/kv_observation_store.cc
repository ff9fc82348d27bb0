#include "services/statistics/storage/kv_observation_store.h"

#include "services/platform/kv/errors.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/aggregate/aggregate_runs.h"
#include "services/statistics/storage/cell_history.h"
#include "services/statistics/storage/changed_cells.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/observation_collector.h"
#include "services/statistics/storage/revision_reader.h"
#include "services/statistics/storage/series_collector.h"

namespace karvan::statistics {
namespace {

// What is seen of a state from somewhere. The state outlives it.
class SeenFrom {
 public:
  SeenFrom(const DatasetState& state, const Vantage& from) : latest_(state.latest) {
    if (from.snapshot != state.history.latest() || from.published_by != absl::InfiniteFuture()) {
      earlier_.emplace(state.history.publications(), from.snapshot, from.published_by);
    }
  }

  const Visibility& operator*() const { return earlier_ ? *earlier_ : latest_; }

 private:
  const Visibility& latest_;
  std::optional<Visibility> earlier_;
};

absl::StatusOr<std::optional<Cell>> CellAt(absl::string_view position) {
  if (position.empty()) return std::optional<Cell>();
  absl::StatusOr<Cell> cell = ParseCellKey(position);
  if (cell.ok() && GroupOf(cell->series)) return std::optional<Cell>(*std::move(cell));
  return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID", "the page token is not one of ours");
}

}  // namespace

template <typename Ask>
auto KvObservationStore::WithState(absl::string_view dataset, Ask ask) const
    -> decltype(ask(std::declval<const DatasetState&>())) {
  KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const DatasetState> state, states_.Get(dataset));
  while (true) {
    auto answer = ask(*state);
    if (!kv::IsCorrupt(answer.status())) return answer;
    // What is missing may have been folded away since the state was read; then there is a newer one.
    const std::shared_ptr<const DatasetState> before = state;
    KARVAN_ASSIGN_OR_RETURN(state, states_.Get(dataset));
    if (state == before) return answer;
  }
}

absl::StatusOr<int64_t> KvObservationStore::ResolveSnapshot(absl::string_view dataset,
                                                            const AsOf& as_of) const {
  KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const DatasetState> state, states_.Get(dataset));
  return state->history.Resolve(as_of);
}

absl::StatusOr<ObservationPage> KvObservationStore::Read(
    const ObservationQuery& query, absl::string_view position, int limit,
    const std::function<absl::Status()>& check_alive) const {
  KARVAN_ASSIGN_OR_RETURN(const std::optional<Cell> from, CellAt(position));
  return WithState(query.dataset, [&](const DatasetState& state) {
    RunReader reader(catalog_, check_alive);
    return ReadFrom(state, query, from, limit, reader);
  });
}

absl::StatusOr<ObservationPage> KvObservationStore::ReadFrom(const DatasetState& state,
                                                             const ObservationQuery& query,
                                                             const std::optional<Cell>& from, int limit,
                                                             RunReader& reader) const {
  KARVAN_RETURN_IF_ERROR(CheckNotPurged(state.purges, query.filter, query.snapshot));
  const SeenFrom seen(state, {query.snapshot, query.published_by});
  const Selection selection(query.filter);
  if (query.updated_after) {
    // Cells that were purged since are not told as changes: whoever follows them must read all again.
    KARVAN_RETURN_IF_ERROR(CheckNotPurged(state.purges, query.filter, query.updated_after->snapshot));
    return ReadChangedCells(state, *SeenFrom(state, *query.updated_after), *seen, selection, from, limit,
                            reader);
  }
  const std::optional<GroupKey> first = from ? GroupOf(from->series) : std::nullopt;
  ObservationCollector collector(*seen, from, limit);
  MergedGroups merged(state.runs, *seen, selection, reader);
  KARVAN_RETURN_IF_ERROR(merged.Visit(first ? PlaceOf(*first) : GroupPlace{}, collector));
  return collector.Take();
}

absl::StatusOr<AggregateAnswer> KvObservationStore::Aggregate(
    const AggregateQuery& query, const std::function<absl::Status()>& check_alive) const {
  return WithState(query.dataset, [&](const DatasetState& state) -> absl::StatusOr<AggregateAnswer> {
    KARVAN_RETURN_IF_ERROR(CheckNotPurged(state.purges, query.filter, query.snapshot));
    const SeenFrom seen(state, {query.snapshot, query.published_by});
    RunReader reader(catalog_, check_alive);
    return AggregateRuns(query, state.runs, *seen, reader);
  });
}

absl::StatusOr<SeriesAnswer> KvObservationStore::ReadSeries(
    absl::string_view dataset, absl::Span<const SeriesKey> series, const AsOf& as_of, absl::Time published_by,
    const std::function<absl::Status()>& check_alive) const {
  return WithState(dataset, [&](const DatasetState& state) -> absl::StatusOr<SeriesAnswer> {
    SeriesAnswer answer;
    KARVAN_ASSIGN_OR_RETURN(answer.snapshot, state.history.Resolve(as_of));
    const SeenFrom seen(state, {answer.snapshot, published_by});
    RunReader reader(catalog_, check_alive);
    size_t rows = 0;
    for (const SeriesKey& key : series) {
      if (!state.purges.empty()) {
        KARVAN_RETURN_IF_ERROR(CheckNotPurged(state.purges, FilterOf(key), answer.snapshot));
      }
      const std::optional<GroupKey> group = GroupOf(key);
      const std::optional<Code> product = Code::Parse(key.product);
      SeriesCollector collector;
      if (group && product) {  // else no code names it, and nothing is there
        const Selection selection(*group, Codes::Of(*product));
        MergedGroups merged(state.runs, *seen, selection, reader);
        KARVAN_RETURN_IF_ERROR(merged.Visit(PlaceOf(*group), collector));
      }
      answer.series.push_back(collector.Take());
      rows += answer.series.back().rows.size();
      if (rows > kMaxSeriesCells) {
        return LimitExceeded("the series have too many periods for one answer: ask for fewer at once",
                             kMaxSeriesCells);
      }
    }
    return answer;
  });
}

absl::StatusOr<std::vector<CellVersion>> KvObservationStore::ReadVersions(
    absl::string_view dataset, const SeriesKey& series, const Period& period, const Vantage& seen_from,
    const std::function<absl::Status()>& check_alive) const {
  ObservationFilter cell = FilterOf(series);
  cell.periods = {period};
  return WithState(dataset, [&](const DatasetState& state) -> absl::StatusOr<std::vector<CellVersion>> {
    KARVAN_RETURN_IF_ERROR(CheckNotPurged(state.purges, cell, seen_from.snapshot));
    RunReader reader(catalog_, check_alive);
    return ReadCellHistory(state, series, period, seen_from, reader);
  });
}

absl::StatusOr<RevisionSummary> KvObservationStore::SummariseRevisions(
    const ObservationQuery& query, const std::function<absl::Status()>& check_alive) const {
  return WithState(query.dataset, [&](const DatasetState& state) -> absl::StatusOr<RevisionSummary> {
    KARVAN_RETURN_IF_ERROR(CheckNotPurged(state.purges, query.filter, query.snapshot));
    RunReader reader(catalog_, check_alive);
    const SeenFrom seen(state, {query.snapshot, query.published_by});
    return ReadRevisions(state, *seen, Selection(query.filter), reader);
  });
}

absl::StatusOr<std::shared_ptr<const DatasetDescription>> KvObservationStore::Describe(
    absl::string_view dataset, const std::function<absl::Status()>& check_alive) const {
  KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const DatasetState> state, states_.Get(dataset));
  return descriptions_.Get(dataset, state, [&]() -> absl::StatusOr<DatasetDescription> {
    return WithState(dataset, [&](const DatasetState& now) {
      RunReader reader(catalog_, check_alive);
      return DescribeState(now, catalog_.store(), reader);
    });
  });
}

}  // namespace karvan::statistics
