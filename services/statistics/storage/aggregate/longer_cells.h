#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/statistics/domain/aggregation.h"
#include "services/statistics/storage/aggregate/row_period.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {

// The cells of a group that are longer than a month: which of them stand in for months that are not there,
// and which are the office's own totals of months that are.
class LongerCells {
 public:
  explicit LongerCells(PeriodGrain grain) : grain_(grain), span_(StandInSpanOf(grain)) {}

  // False when no longer cell is ever needed: then nothing has to be told to this.
  bool needed() const { return span_ != 0; }

  // Months that are there.
  void SeeMonths(const Page& page, const Page::Block& block) { blocks_.push_back({&page, &block}); }
  void SeeMonth(Code product, int32_t month) { months_.emplace_back(product, SpanAround(month, span_)); }
  // Cells of the group at hand. Those that reach over the end of a period of the grain are not needed.
  void Add(const SeenCell& cell);

  // Calls take(cell, is_total) for each cell that is needed, and forgets the group.
  absl::Status TakeAll(const std::function<absl::Status(const SeenCell&, bool)>& take);

 private:
  using Span = std::pair<Code, RowPeriod>;  // of a series: a product, a period of the grain
  struct Longer {
    Span span;
    SeenCell cell;
  };

  bool HasMonths(const Span& span) const;
  void CollectMonths();
  absl::Status TakeSpan(const Longer* begin, const Longer* end,
                        const std::function<absl::Status(const SeenCell&, bool)>& take) const;

  const PeriodGrain grain_;
  const int span_;
  std::vector<std::pair<const Page*, const Page::Block*>> blocks_;
  std::vector<Span> months_;
  std::vector<Longer> cells_;
};

}  // namespace karvan::statistics
