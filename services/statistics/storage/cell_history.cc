#include "services/statistics/storage/cell_history.h"

#include <algorithm>
#include <map>

#include "services/platform/status/macros.h"
#include "services/statistics/storage/cell_versions.h"
#include "services/statistics/storage/observation_collector.h"

namespace karvan::statistics {
namespace {

// More versions than a cell can have: one a publication.
constexpr int64_t kMaxVersions = int64_t{1} << 40;

// What the publications themselves gave of the cell, retracted or not, by sequence.
using Given = std::map<int64_t, VersionedObservation>;

absl::StatusOr<Given> ReadGiven(const DatasetState& state, const GroupKey& group, const Selection& selection,
                                RunReader& reader) {
  const Visibility all = Visibility::Everything(state.history.publications());
  VersionsOfGroup versions(state.runs, all, reader, kMaxVersions);
  KARVAN_ASSIGN_OR_RETURN(const absl::Span<const SeenCell> cells, versions.Read(group, selection));
  Given given;
  for (const SeenCell& cell : cells) {
    VersionedObservation version = ObservationOf(group, cell, all);
    version.deleted = cell.attributes().deleted;
    given.emplace(version.sequence, std::move(version));
  }
  return given;
}

// A version that took the cell away by replacing a part of the dataset.
VersionedObservation Replaced(const SeriesKey& series, const Period& period, const Publication& by) {
  VersionedObservation version;
  version.observation.series = series;
  version.observation.period = period;
  version.release = by.release;
  version.sequence = by.sequence;
  version.published_at = by.published_at;
  version.deleted = true;
  return version;
}

}  // namespace

absl::StatusOr<std::vector<CellVersion>> ReadCellHistory(const DatasetState& state, const SeriesKey& series,
                                                         const Period& period, const Vantage& seen_from,
                                                         RunReader& reader) {
  std::vector<CellVersion> history;
  const std::optional<GroupKey> group = GroupOf(series);
  const std::optional<Code> product = Code::Parse(series.product);
  if (!group || !product) return history;
  Selection selection(*group, Codes::Of(*product));
  selection.periods = {period};
  KARVAN_ASSIGN_OR_RETURN(Given given, ReadGiven(state, *group, selection, reader));
  for (const Publication& at : state.history.publications()) {
    if (at.sequence > seen_from.snapshot || at.published_at > seen_from.published_by) continue;
    CellVersion version;
    if (const auto found = given.find(at.sequence); found != given.end()) {
      version.observation = std::move(found->second);
    } else if (at.replaces &&
               at.replaces->Covers(*group, *product, period.first_month(), period.month_count())) {
      version.observation = Replaced(series, period, at);
    } else {
      continue;
    }
    version.recorded_at = at.recorded_at;
    version.retraction = at.retraction <= seen_from.snapshot ? at.retraction : 0;
    history.push_back(std::move(version));
  }
  auto order = [](const CellVersion& at) {
    return Version{at.observation.published_at, at.observation.sequence};
  };
  std::sort(history.begin(), history.end(),
            [&](const CellVersion& a, const CellVersion& b) { return order(a) < order(b); });
  // Before the first version there was nothing to replace.
  history.erase(history.begin(),
                std::find_if(history.begin(), history.end(), [&](const CellVersion& version) {
                  return given.contains(version.observation.sequence);
                }));
  const auto newest = std::find_if(history.rbegin(), history.rend(),
                                   [](const CellVersion& version) { return version.retraction == 0; });
  if (newest != history.rend()) newest->visible = !newest->observation.deleted;
  return history;
}

}  // namespace karvan::statistics
