#pragma once

#include <vector>

#include "services/statistics/domain/series_rows.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {

// Collects the cells of one series as columns, straight from those of the pages. For a selection of one
// product of one group.
class SeriesCollector final : public GroupVisitor {
 public:
  void BeginGroup(const GroupKey&) override {}
  absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) override;
  absl::Status OnCell(const SeenCell& cell) override;
  absl::StatusOr<bool> EndGroup() override;

  SeriesRows Take() { return std::move(series_); }

 private:
  // Cells of one product that stand side by side in a page, and of which the same is said.
  struct Stretch {
    const Page* page = nullptr;
    const Attributes* said = nullptr;
    uint16_t product = 0;
    uint32_t first_cell = 0;
    uint32_t cell_count = 0;
  };

  void EndStretch();
  void SortByPeriods();

  SeriesRows series_;
  const Attributes* last_said_ = nullptr;  // the last of series_.said
  Stretch stretch_;
};

}  // namespace karvan::statistics
