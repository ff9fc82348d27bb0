#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/observation_store.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {

// A cell as the rest of the service knows it.
VersionedObservation ObservationOf(const GroupKey& group, const SeenCell& cell, const Visibility& visibility);

// Collects cells as observations, in the order of query answers, from a position on and up to a limit.
class ObservationCollector final : public GroupVisitor {
 public:
  ObservationCollector(const Visibility& visibility, std::optional<Cell> from, int limit)
      : visibility_(visibility), from_(std::move(from)), limit_(static_cast<size_t>(limit)) {}

  void BeginGroup(const GroupKey& group) override;
  absl::Status OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) override;
  absl::Status OnCell(const SeenCell& cell) override;
  absl::StatusOr<bool> EndGroup() override;

  ObservationPage Take() { return std::move(page_); }

 private:
  // Where a cell stands in its group.
  using Place = std::tuple<Code, int32_t, int32_t>;  // product, first month, months

  const Visibility& visibility_;
  const std::optional<Cell> from_;
  const size_t limit_;
  ObservationPage page_;

  GroupKey group_;
  std::optional<Place> first_place_;  // when the position is in this group
  std::vector<std::pair<Place, SeenCell>> cells_;
};

}  // namespace karvan::statistics
