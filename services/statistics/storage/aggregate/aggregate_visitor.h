#pragma once

#include <functional>
#include <vector>

#include "services/statistics/domain/aggregate_rules.h"
#include "services/statistics/storage/aggregate/aggregate_names.h"
#include "services/statistics/storage/aggregate/aggregate_query.h"
#include "services/statistics/storage/aggregate/aggregate_table.h"
#include "services/statistics/storage/aggregate/longer_cells.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {

// Sums cells into the rows of a table.
class AggregateVisitor final : public GroupVisitor {
 public:
  // All that is referred to outlives it. `check_alive` is asked every some thousand cells, and its error ends
  // the reading, as do LIMIT_EXCEEDED, DECIMAL_OVERFLOW and AGGREGATE_MIXED.
  AggregateVisitor(const Aggregation& aggregation, const AggregateRules& rules, ReadPeriods periods,
                   const AggregateLimits& limits, std::function<absl::Status()> check_alive,
                   AggregateNames& names, AggregateTable& table);

  void BeginGroup(const GroupKey& group) override;
  absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) override;
  absl::Status OnCell(const SeenCell& cell) override;
  absl::StatusOr<bool> EndGroup() override;

  int64_t cells() const { return cells_; }

 private:
  // A sum of some cells of one row.
  struct Part {
    int64_t value = 0;
    int64_t net_weight = 0;
    uint32_t cells = 0;
    uint16_t months = 0;
  };
  // How the numbers of the block at hand are read.
  struct BlockScale {
    int value = 0;  // powers of ten
    int net_weight = 0;
    uint16_t kind = 0;
  };

  absl::Status Count(int64_t cells);
  uint16_t KindOf(Valuation valuation);
  RowPeriod PeriodOf(int32_t first_month, int32_t month_count) const;
  absl::Status EachCell(const Page& page, const Page::Block& block, const OpenRun& run);
  absl::Status SumWhole(const Page& page, const Page::Block& block, const BlockScale& scale);
  absl::Status SumByProduct(const Page& page, const Page::Block& block, const BlockScale& scale);
  absl::Status SumByMonth(const Page& page, const Page::Block& block, const BlockScale& scale);
  Part PartOf(uint32_t first, uint32_t end, uint16_t months) const;
  bool Decode(const Page& page, const Page::Block& block);
  absl::Status Take(const SeenCell& cell);
  absl::Status AddCell(const SeenCell& cell, int totals);
  absl::Status AddPart(const RowKey& key, const BlockScale& scale, const Part& part);

  const Aggregation& asked_;
  const AggregateRules& rules_;
  const ReadPeriods periods_;
  const int span_;  // of the periods into which months are put; 1 with periods of their own
  const AggregateLimits limits_;
  const std::function<absl::Status()> check_alive_;
  AggregateNames& names_;
  AggregateTable& table_;
  int64_t cells_ = 0;
  int64_t next_check_ = 0;
  LongerCells longer_;

  // Of the group at hand:
  GroupKey group_;
  bool counts_ = false;
  int group_totals_ = 0;
  uint32_t prefix_ = 0;
  std::array<int32_t, 3> kinds_{};  // by valuation; -1 before it is asked for

  // The numbers of the block at hand.
  std::vector<int64_t> values_;
  std::vector<int64_t> net_weights_;
};

}  // namespace karvan::statistics
