#include "services/statistics/storage/observation_collector.h"

#include <algorithm>

#include "services/platform/status/macros.h"

namespace karvan::statistics {

VersionedObservation ObservationOf(const GroupKey& group, const SeenCell& cell,
                                   const Visibility& visibility) {
  const Attributes& said = cell.attributes();
  VersionedObservation found;
  found.observation.series = SeriesOf(group, cell.product());
  found.observation.period = Period::FromMonths(cell.first_month, cell.block->month_count).value();
  Measures& measures = found.observation.measures;
  measures.value = cell.Get(Measure::kValue);
  measures.net_weight = cell.Get(Measure::kNetWeight);
  measures.quantity = cell.Get(Measure::kQuantity);
  measures.cif_value = cell.Get(Measure::kCifValue);
  measures.fob_value = cell.Get(Measure::kFobValue);
  said.ApplyTo(measures);
  found.sequence = cell.sequence();
  const Publication& publication = visibility.PublicationOf(found.sequence);
  found.release = publication.release;
  found.published_at = publication.published_at;
  return found;
}

void ObservationCollector::BeginGroup(const GroupKey& group) {
  group_ = group;
  cells_.clear();
  first_place_.reset();
  if (from_ && GroupOf(from_->series) == group) {
    first_place_ = {Code::Parse(from_->series.product).value_or(Code()), from_->period.first_month(),
                    from_->period.month_count()};
  }
}

absl::Status ObservationCollector::OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) {
  for (const Page::Entry& entry : page.EntriesOf(block)) {
    uint32_t cell = entry.first_cell;
    for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
      const int32_t first_month = block.year * 12 + __builtin_ctz(months);
      KARVAN_RETURN_IF_ERROR(OnCell({&page, &block, &entry, cell, first_month, &run}));
    }
  }
  return absl::OkStatus();
}

absl::Status ObservationCollector::OnCell(const SeenCell& cell) {
  const Place place(cell.product(), cell.first_month, cell.block->month_count);
  if (!first_place_ || place >= *first_place_) cells_.emplace_back(place, cell);
  return absl::OkStatus();
}

absl::StatusOr<bool> ObservationCollector::EndGroup() {
  auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
  const size_t wanted = std::min(cells_.size(), limit_ - page_.observations.size() + 1);
  std::partial_sort(cells_.begin(), cells_.begin() + static_cast<ptrdiff_t>(wanted), cells_.end(), before);
  for (size_t i = 0; i < wanted; ++i) {
    VersionedObservation found = ObservationOf(group_, cells_[i].second, visibility_);
    if (page_.observations.size() == limit_) {
      page_.next_position = CellKey(found.observation.series, found.observation.period);
      return false;
    }
    page_.observations.push_back(std::move(found));
  }
  return true;
}

}  // namespace karvan::statistics
