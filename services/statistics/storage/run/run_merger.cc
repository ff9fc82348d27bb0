#include "services/statistics/storage/run/run_merger.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

#include "services/platform/status/macros.h"
#include "services/statistics/storage/run/run_order.h"

namespace karvan::statistics {
namespace {

// Cells in memory before they are written, about; a group is never cut.
constexpr size_t kCellsAtOnce = 200'000;

// Reads the pages of a run in their order, group by group.
class GroupReader {
 public:
  GroupReader(const OpenRun& run, RunReader& reader) : run_(run), reader_(reader) {}

  // The group at hand; nothing at the end.
  absl::StatusOr<std::optional<GroupKey>> Peek() {
    if (page_ == nullptr && page_number_ < run_.directory->pages.size()) {
      KARVAN_ASSIGN_OR_RETURN(page_, reader_.Load(run_, page_number_, 0));
      group_ = 0;
    }
    if (page_ == nullptr) return std::optional<GroupKey>();
    return std::optional<GroupKey>(page_->groups()[group_]);
  }

  // Adds all versions of the cells of the group at hand, of this page, and moves on.
  absl::Status Take(CellTableBuilder& out) {
    const GroupKey group = page_->groups()[group_];
    KARVAN_RETURN_IF_ERROR(Copy(*page_, group_, out));
    const size_t layers = run_.directory->pages[page_number_].layers.size();
    for (size_t layer = 1; layer < layers; ++layer) {
      KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const Page> older,
                              reader_.Load(run_, page_number_, layer));
      const uint32_t at = older->FindGroup(group);
      if (at < older->groups().size()) KARVAN_RETURN_IF_ERROR(Copy(*older, at, out));
    }
    if (++group_ == page_->groups().size()) {
      page_ = nullptr;
      ++page_number_;
    }
    return absl::OkStatus();
  }

 private:
  absl::Status Copy(const Page& page, uint32_t group, CellTableBuilder& out) {
    const uint32_t to_group = out.AddGroup(page.groups()[group]);
    for (const Page::Block& block : page.BlocksOf(group)) {
      for (const Page::Entry& entry : page.EntriesOf(block)) {
        uint32_t cell = entry.first_cell;
        for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
          PackedCell copy = page.PackedCellAt(cell, entry.product, out);
          copy.group = to_group;
          copy.first_month = block.year * 12 + __builtin_ctz(months);
          copy.month_count = block.month_count;
          copy.sequence = run_.SequenceOf(page.SequenceOf(cell, copy.month_count, copy.first_month));
          out.AddCell(copy);
        }
      }
    }
    return absl::OkStatus();
  }

  const OpenRun& run_;
  RunReader& reader_;
  size_t page_number_ = 0;
  std::shared_ptr<const Page> page_;
  uint32_t group_ = 0;
};

// Writes the cells of some groups that are kept, and empties the table.
absl::Status Write(CellTableBuilder& cells, const Visibility& versions, KeepCell keep, RunBuilder& out) {
  const CellTable table = cells.Take();
  std::vector<uint32_t> places = RunOrder(table);
  auto refused = [&](uint32_t place) {
    return !keep(table.groups[table.cells[place].group], table.cells[place]);
  };
  places.erase(std::remove_if(places.begin(), places.end(), refused), places.end());
  auto same_cell = [&](uint32_t a, uint32_t b) {
    const PackedCell& x = table.cells[a];
    const PackedCell& y = table.cells[b];
    return x.group == y.group && x.product == y.product && x.first_month == y.first_month &&
           x.month_count == y.month_count;
  };
  for (size_t first = 0; first < places.size();) {
    size_t end = first + 1;
    while (end < places.size() && same_cell(places[first], places[end])) ++end;
    std::sort(places.begin() + static_cast<ptrdiff_t>(first), places.begin() + static_cast<ptrdiff_t>(end),
              [&](uint32_t a, uint32_t b) {
                return versions.RankOf(table.cells[a].sequence) > versions.RankOf(table.cells[b].sequence);
              });
    first = end;
  }
  return out.Add(table, places);
}

}  // namespace

absl::Status MergeRuns(absl::Span<const OpenRun> runs, const Visibility& versions, RunReader& reader,
                       RunBuilder& out, KeepCell keep) {
  std::vector<GroupReader> readers;
  for (const OpenRun& run : runs) readers.emplace_back(run, reader);
  CellTableBuilder cells;
  while (true) {
    std::optional<GroupKey> least;
    for (GroupReader& from : readers) {
      KARVAN_ASSIGN_OR_RETURN(const std::optional<GroupKey> group, from.Peek());
      if (group && (!least || *group < *least)) least = group;
    }
    if (!least) break;
    KARVAN_RETURN_IF_ERROR(reader.CheckAlive());
    for (GroupReader& from : readers) {
      // A group may go on in the next page.
      while (true) {
        KARVAN_ASSIGN_OR_RETURN(const std::optional<GroupKey> group, from.Peek());
        if (group != least) break;
        KARVAN_RETURN_IF_ERROR(from.Take(cells));
      }
    }
    if (cells.size() >= kCellsAtOnce) KARVAN_RETURN_IF_ERROR(Write(cells, versions, keep, out));
  }
  return cells.size() > 0 ? Write(cells, versions, keep, out) : absl::OkStatus();
}

}  // namespace karvan::statistics
