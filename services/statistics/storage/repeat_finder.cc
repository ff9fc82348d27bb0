#include "services/statistics/storage/repeat_finder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "services/platform/status/macros.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {
namespace {

// False when no two of the runs have a month in common.
bool ShareMonths(absl::Span<const OpenRun> runs) {
  std::vector<std::pair<int32_t, int32_t>> spans;  // first month, and the one after the last
  for (const OpenRun& run : runs) {
    std::pair<int32_t, int32_t> span{std::numeric_limits<int32_t>::max(), 0};
    for (const PageInfo& page : run.directory->pages) {
      span.first = std::min(span.first, page.first_month);
      span.second = std::max(span.second, page.end_month);
    }
    spans.push_back(span);
  }
  std::sort(spans.begin(), spans.end());
  for (size_t i = 1; i < spans.size(); ++i) {
    if (spans[i].first < spans[i - 1].second) return true;
  }
  return false;
}

// Runs are read as publications of their own, in their order: what is overridden is repeated.
class RepeatCollector final : public GroupVisitor {
 public:
  RepeatCollector(size_t first_new, size_t limit) : first_new_(first_new), limit_(limit) {}

  void BeginGroup(const GroupKey& group) override { group_ = group; }
  absl::Status OnBlock(const Page&, const Page::Block&, const OpenRun&) override { return absl::OkStatus(); }
  absl::Status OnCell(const SeenCell&) override { return absl::OkStatus(); }
  absl::StatusOr<bool> EndGroup() override { return true; }

  void OnOverridden(const SeenCell& cell, const SeenCell& by) override {
    const size_t run = static_cast<size_t>(by.run->sequence) - 1;
    if (run < first_new_) return;
    ++repeats_.count;
    if (repeats_.cells.size() == limit_) return;
    repeats_.cells.push_back({SeriesOf(group_, by.product()),
                              Period::FromMonths(by.first_month, by.block->month_count).value(), run,
                              static_cast<size_t>(cell.run->sequence) - 1});
  }

  RepeatedCells Take() { return std::move(repeats_); }

 private:
  const size_t first_new_;
  const size_t limit_;
  GroupKey group_;
  RepeatedCells repeats_;
};

}  // namespace

absl::StatusOr<RepeatedCells> FindRepeats(RunCatalog& catalog, absl::Span<const OpenRun> runs,
                                          size_t first_new, size_t limit) {
  if (!ShareMonths(runs)) return RepeatedCells();
  std::vector<Publication> publications;
  std::vector<OpenRun> numbered(runs.begin(), runs.end());
  for (size_t i = 0; i < runs.size(); ++i) {
    Publication publication;
    publication.sequence = numbered[i].sequence = static_cast<int64_t>(i) + 1;
    publications.push_back(publication);
  }
  const Visibility visibility(publications, static_cast<int64_t>(runs.size()));
  const Selection every_cell;
  RunReader reader(
      catalog, [] { return absl::OkStatus(); }, RunReader::Keep::kNothing);
  MergedGroups merged(numbered, visibility, every_cell, reader);
  RepeatCollector collector(first_new, limit);
  KARVAN_RETURN_IF_ERROR(merged.Visit(GroupPlace{}, collector));
  return collector.Take();
}

}  // namespace karvan::statistics
