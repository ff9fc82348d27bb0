#include "services/statistics/storage/cell_versions.h"

#include <algorithm>
#include <tuple>

#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"

namespace karvan::statistics {

bool IsSameCell(const SeenCell& a, const SeenCell& b) {
  return a.first_month == b.first_month && a.block->month_count == b.block->month_count &&
         a.product() == b.product();
}

absl::StatusOr<absl::Span<const SeenCell>> VersionsOfGroup::Read(const GroupKey& group,
                                                                 const Selection& selection) {
  cells_.clear();
  pages_.clear();
  for (const OpenRun& run : runs_) {
    const std::vector<PageInfo>& pages = run.directory->pages;
    for (size_t page = run.directory->FirstPageFrom(group, Code());
         page < pages.size() && pages[page].first_group <= group; ++page) {
      KARVAN_RETURN_IF_ERROR(ReadPage(run, page, group, selection));
    }
  }
  auto order = [this](const SeenCell& at) {
    return std::make_tuple(at.product(), at.first_month, at.block->month_count,
                           visibility_.RankOf(at.sequence()));
  };
  std::sort(cells_.begin(), cells_.end(),
            [&](const SeenCell& a, const SeenCell& b) { return order(a) < order(b); });
  return absl::MakeConstSpan(cells_);
}

absl::Status VersionsOfGroup::ReadPage(const OpenRun& run, size_t page_number, const GroupKey& group,
                                       const Selection& selection) {
  const PageInfo& info = run.directory->pages[page_number];
  if (selection.TakesNoneOfMonths(info.first_month, info.end_month)) return absl::OkStatus();
  if (info.first_group == info.last_group) {
    const std::optional<uint64_t> least = selection.products.LeastFrom(info.first_product.bits());
    if (!least || *least > info.last_product.bits()) return absl::OkStatus();
  }
  for (size_t layer = 0; layer < info.layers.size(); ++layer) {
    const LayerInfo sequences = run.SequencesOf(page_number, layer);
    if (visibility_.SeesNone(sequences.min_sequence, sequences.max_sequence)) continue;
    KARVAN_RETURN_IF_ERROR(reader_.CheckAlive());
    KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const Page> page, reader_.Load(run, page_number, layer));
    const uint32_t at = page->FindGroup(group);
    if (at == page->groups().size()) continue;
    for (const Page::Block& block : page->BlocksOf(at)) {
      if (selection.TakesNoneOfYear(block.month_count, block.year)) continue;
      KARVAN_RETURN_IF_ERROR(TakeBlock(run, *page, block, selection));
    }
    pages_.push_back(std::move(page));
  }
  return absl::OkStatus();
}

absl::Status VersionsOfGroup::TakeBlock(const OpenRun& run, const Page& page, const Page::Block& block,
                                        const Selection& selection) {
  for (const Page::Entry& entry : page.EntriesOf(block)) {
    if (!selection.Takes(page.products()[entry.product])) continue;
    uint32_t cell = entry.first_cell;
    for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
      const SeenCell version = {&page, &block, &entry, cell, block.year * 12 + __builtin_ctz(months), &run};
      if (!selection.TakesPeriod(version.first_month, block.month_count)) continue;
      if (!visibility_.Sees(version.sequence())) continue;
      if (++taken_ > limit_) {
        return LimitExceeded("the cells of the filter have too many versions for one answer: narrow it",
                             limit_);
      }
      cells_.push_back(version);
    }
  }
  return absl::OkStatus();
}

}  // namespace karvan::statistics
