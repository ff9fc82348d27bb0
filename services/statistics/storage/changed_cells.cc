#include "services/statistics/storage/changed_cells.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <vector>

#include "services/platform/status/macros.h"
#include "services/statistics/storage/observation_collector.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {
namespace {

// Finds the next group with a cell, and the months of its cells.
class GroupFinder final : public GroupVisitor {
 public:
  void BeginGroup(const GroupKey& group) override { group_ = group; }
  absl::Status OnBlock(const Page&, const Page::Block& block, const OpenRun&) override {
    Add(block.year * 12, block.year * 12 + 11 + block.month_count);
    return absl::OkStatus();
  }
  absl::Status OnCell(const SeenCell& cell) override {
    Add(cell.first_month, cell.first_month + cell.block->month_count);
    return absl::OkStatus();
  }
  // What took a cell away is a change as well.
  void OnDeleted(const SeenCell& cell) override {
    Add(cell.first_month, cell.first_month + cell.block->month_count);
  }
  absl::StatusOr<bool> EndGroup() override { return !found(); }

  bool found() const { return end_month_ != 0; }
  const GroupKey& group() const { return group_; }
  int first_month() const { return first_month_; }
  int end_month() const { return end_month_; }

 private:
  void Add(int first_month, int end_month) {
    first_month_ = std::min(first_month_, first_month);
    end_month_ = std::max(end_month_, end_month);
  }

  GroupKey group_;
  int first_month_ = std::numeric_limits<int>::max();
  int end_month_ = 0;
};

// Where a cell stands in its group: product, first month, months.
using Place = std::tuple<Code, int32_t, int32_t>;

struct PlacedCell {
  Place place;
  SeenCell cell;
};

// The cells of one group, in order.
class CellsOfGroup final : public GroupVisitor {
 public:
  void BeginGroup(const GroupKey&) override {}
  absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) override {
    for (const Page::Entry& entry : page.EntriesOf(block)) {
      uint32_t cell = entry.first_cell;
      for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
        KARVAN_RETURN_IF_ERROR(
            OnCell({&page, &block, &entry, cell, block.year * 12 + __builtin_ctz(months), &run}));
      }
    }
    return absl::OkStatus();
  }
  absl::Status OnCell(const SeenCell& cell) override {
    cells_.push_back({{cell.product(), cell.first_month, cell.block->month_count}, cell});
    return absl::OkStatus();
  }
  absl::StatusOr<bool> EndGroup() override {
    std::sort(cells_.begin(), cells_.end(),
              [](const PlacedCell& a, const PlacedCell& b) { return a.place < b.place; });
    return false;
  }

  const std::vector<PlacedCell>& cells() const { return cells_; }

 private:
  std::vector<PlacedCell> cells_;
};

// Takes the differences of one group into a page.
class Differences {
 public:
  Differences(const GroupKey& group, const std::optional<Cell>& from, size_t limit, ObservationPage& page)
      : group_(group), limit_(limit), page_(page) {
    if (from && GroupOf(from->series) == group) {
      first_place_ = {Code::Parse(from->series.product).value_or(Code()), from->period.first_month(),
                      from->period.month_count()};
    }
  }

  // False when the page is full.
  bool Take(const std::vector<PlacedCell>& old_cells, const Visibility& before,
            const std::vector<PlacedCell>& new_cells, const Visibility& after) {
    auto was = old_cells.begin();
    auto is = new_cells.begin();
    while (was != old_cells.end() || is != new_cells.end()) {
      const bool gone = is == new_cells.end() || (was != old_cells.end() && was->place < is->place);
      const bool same_place = !gone && was != old_cells.end() && was->place == is->place;
      const bool changed = !same_place || was->cell.sequence() != is->cell.sequence();
      if (changed && !Add(gone ? *was : *is, gone ? before : after, gone)) return false;
      if (gone || same_place) ++was;
      if (!gone) ++is;
    }
    return true;
  }

 private:
  bool Add(const PlacedCell& at, const Visibility& visibility, bool deleted) {
    if (first_place_ && at.place < *first_place_) return true;
    VersionedObservation found = ObservationOf(group_, at.cell, visibility);
    const Observation& observation = found.observation;
    if (page_.observations.size() == limit_) {
      page_.next_position = CellKey(observation.series, observation.period);
      return false;
    }
    if (deleted) {
      found.observation.measures = {};
      found.deleted = true;
    }
    page_.observations.push_back(std::move(found));
    return true;
  }

  const GroupKey group_;
  std::optional<Place> first_place_;
  const size_t limit_;
  ObservationPage& page_;
};

// The months of a group that are taken, of those that changed.
Selection Narrowed(const Selection& selection, const GroupFinder& found) {
  Selection narrow(found.group(), selection.products);
  narrow.product_digits = selection.product_digits;
  narrow.periods = selection.periods;
  narrow.period_lengths = selection.period_lengths;
  narrow.first_month = std::max(selection.first_month, found.first_month());
  narrow.end_month = std::min(selection.end_month, found.end_month());
  return narrow;
}

}  // namespace

absl::StatusOr<ObservationPage> ReadChangedCells(const DatasetState& state, const Visibility& before,
                                                 const Visibility& after, const Selection& selection,
                                                 const std::optional<Cell>& from, int limit,
                                                 RunReader& reader) {
  const Visibility changed = Visibility::Difference(state.history.publications(), before, after);
  const std::optional<GroupKey> first = from ? GroupOf(from->series) : std::nullopt;
  GroupPlace place = first ? PlaceOf(*first) : GroupPlace{};
  ObservationPage page;
  while (true) {
    GroupFinder finder;
    MergedGroups differing(state.runs, changed, selection, reader);
    KARVAN_RETURN_IF_ERROR(differing.Visit(place, finder));
    if (!finder.found()) return page;
    place = PlaceOf(finder.group());
    const Selection narrow = Narrowed(selection, finder);
    MergedGroups old_groups(state.runs, before, narrow, reader);
    MergedGroups new_groups(state.runs, after, narrow, reader);
    CellsOfGroup old_cells, new_cells;
    KARVAN_RETURN_IF_ERROR(old_groups.Visit(place, old_cells));
    KARVAN_RETURN_IF_ERROR(new_groups.Visit(place, new_cells));
    Differences differences(finder.group(), from, static_cast<size_t>(limit), page);
    if (!differences.Take(old_cells.cells(), before, new_cells.cells(), after)) return page;
    ++place.back();  // behind this group
  }
}

}  // namespace karvan::statistics
