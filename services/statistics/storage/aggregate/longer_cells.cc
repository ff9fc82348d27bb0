#include "services/statistics/storage/aggregate/longer_cells.h"

#include <algorithm>

#include "absl/cleanup/cleanup.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

// The length whose cells cover the most months of a span, of two that cover as many the longer. Cells count
// where they start at a multiple of their length, so that those of one length never overlap.
template <typename Longer>
int32_t BestLength(const Longer* begin, const Longer* end, int span) {
  std::array<int32_t, 13> covered{};
  for (const Longer* at = begin; at != end; ++at) {
    const int32_t length = at->cell.block->month_count;
    if (at->cell.first_month % span % length == 0) covered[static_cast<size_t>(length)] += length;
  }
  size_t best = 0;
  for (size_t length = 1; length < covered.size(); ++length) {
    if (covered[length] > 0 && covered[length] >= covered[best]) best = length;
  }
  return static_cast<int32_t>(best);
}

}  // namespace

void LongerCells::Add(const SeenCell& cell) {
  const int32_t last_month = cell.first_month + cell.block->month_count - 1;
  if (cell.first_month / span_ != last_month / span_) return;
  cells_.push_back({{cell.product(), SpanAround(cell.first_month, span_)}, cell});
}

absl::Status LongerCells::TakeAll(const std::function<absl::Status(const SeenCell&, bool)>& take) {
  const absl::Cleanup forget = [this] {
    blocks_.clear();
    months_.clear();
    cells_.clear();
  };
  if (cells_.empty()) return absl::OkStatus();
  CollectMonths();
  std::stable_sort(cells_.begin(), cells_.end(),
                   [](const Longer& a, const Longer& b) { return a.span < b.span; });
  for (const Longer* begin = cells_.data(); begin != cells_.data() + cells_.size();) {
    const Longer* end = begin + 1;
    while (end != cells_.data() + cells_.size() && end->span == begin->span) ++end;
    KARVAN_RETURN_IF_ERROR(TakeSpan(begin, end, take));
    begin = end;
  }
  return absl::OkStatus();
}

void LongerCells::CollectMonths() {
  for (const auto& [page, block] : blocks_) {
    for (const Page::Entry& entry : page->EntriesOf(*block)) {
      for (uint32_t months = entry.months; months != 0; months &= months - 1) {
        SeeMonth(page->products()[entry.product], block->year * 12 + __builtin_ctz(months));
      }
    }
  }
  std::sort(months_.begin(), months_.end());
  months_.erase(std::unique(months_.begin(), months_.end()), months_.end());
}

bool LongerCells::HasMonths(const Span& span) const {
  return std::binary_search(months_.begin(), months_.end(), span);
}

absl::Status LongerCells::TakeSpan(const Longer* begin, const Longer* end,
                                   const std::function<absl::Status(const SeenCell&, bool)>& take) const {
  const bool months = HasMonths(begin->span);
  if (grain_ == PeriodGrain::kYearToDate) {
    for (const Longer* at = begin; at != end; ++at) {
      if (at->cell.first_month % 12 == 0) KARVAN_RETURN_IF_ERROR(take(at->cell, months));
    }
    return absl::OkStatus();
  }
  const int32_t best = months ? 0 : BestLength(begin, end, span_);
  for (const Longer* at = begin; at != end; ++at) {
    const int32_t length = at->cell.block->month_count;
    if (length == best && at->cell.first_month % span_ % length == 0) {
      KARVAN_RETURN_IF_ERROR(take(at->cell, false));
    } else if (length == span_ && grain_ != PeriodGrain::kAll) {
      KARVAN_RETURN_IF_ERROR(take(at->cell, true));
    }
  }
  return absl::OkStatus();
}

}  // namespace karvan::statistics
