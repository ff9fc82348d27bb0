#include "services/statistics/storage/page/cell_table.h"

#include <limits>

namespace karvan::statistics {
namespace {

// The small form of a decimal, if it has one.
std::optional<Number> Small(const std::optional<Decimal>& decimal) {
  if (!decimal) return Number();
  constexpr absl::int128 kMax = std::numeric_limits<int64_t>::max();
  if (decimal->unscaled() > kMax || decimal->unscaled() < -kMax) return std::nullopt;
  return Number{static_cast<int64_t>(decimal->unscaled()), static_cast<int8_t>(decimal->scale())};
}

}  // namespace

std::optional<Decimal> CellTable::Get(const PackedCell& cell, Measure measure) const {
  if (cell.extra != 0) return extras[cell.extra - 1][static_cast<int>(measure)];
  Number number;
  if (measure == Measure::kValue) number = cell.value;
  if (measure == Measure::kNetWeight) number = cell.net_weight;
  if (measure == Measure::kQuantity) number = cell.quantity;
  if (!number.present()) return std::nullopt;
  return Decimal::FromUnscaled(number.unscaled, number.scale).value();
}

Observation CellTable::ObservationOf(const PackedCell& cell) const {
  Measures measures;
  measures.value = Get(cell, Measure::kValue);
  measures.net_weight = Get(cell, Measure::kNetWeight);
  measures.quantity = Get(cell, Measure::kQuantity);
  measures.cif_value = Get(cell, Measure::kCifValue);
  measures.fob_value = Get(cell, Measure::kFobValue);
  attributes[cell.attributes].ApplyTo(measures);
  return {SeriesOf(groups[cell.group], cell.product),
          Period::FromMonths(cell.first_month, cell.month_count).value(), std::move(measures)};
}

size_t GroupIndex::SlotOf(const GroupKey& group) const {
  // Independent products, so that they are computed at once; the high bits depend on all bits.
  const uint64_t sum =
      group.reporter.bits() * 0x9e3779b97f4a7c15 + group.flow.bits() * 0xff51afd7ed558ccd +
      group.partner.bits() * 0xc4ceb9fe1a85ec53 + group.classification.bits() * 0x165667b19e3779f9 +
      group.second_partner.bits() * 0x27d4eb2f165667c5 + group.customs_procedure.bits() * 0x85ebca77c2b2ae63 +
      group.transport_mode.bits() * 0x61c8864e7a143579;
  return (sum ^ sum >> 32) * 0x9e3779b97f4a7c15 >> shift_;
}

uint32_t GroupIndex::PlaceOf(const GroupKey& group, std::vector<GroupKey>& groups) {
  if (last_ < groups.size() && groups[last_] == group) return last_;
  for (size_t at = SlotOf(group);; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == kFree) {
      last_ = slots_[at] = static_cast<uint32_t>(groups.size());
      groups.push_back(group);
      if (2 * groups.size() > slots_.size()) Grow(groups);
      return last_;
    }
    if (groups[slots_[at]] == group) return last_ = slots_[at];
  }
}

void GroupIndex::Grow(const std::vector<GroupKey>& groups) {
  slots_.assign(2 * slots_.size(), kFree);
  --shift_;
  for (uint32_t place = 0; place < groups.size(); ++place) {
    size_t at = SlotOf(groups[place]);
    while (slots_[at] != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = place;
  }
}

uint32_t CellTableBuilder::AddAttributes(const Attributes& attributes) {
  const auto [at, added] = attributes_.try_emplace(attributes, table_.attributes.size());
  if (added) table_.attributes.push_back(attributes);
  return at->second;
}

void CellTableBuilder::SetNumbers(ExtraNumbers numbers, PackedCell& cell) {
  const std::optional<Number> value = Small(numbers[static_cast<int>(Measure::kValue)]);
  const std::optional<Number> net_weight = Small(numbers[static_cast<int>(Measure::kNetWeight)]);
  const std::optional<Number> quantity = Small(numbers[static_cast<int>(Measure::kQuantity)]);
  const bool beside =
      numbers[static_cast<int>(Measure::kCifValue)] || numbers[static_cast<int>(Measure::kFobValue)];
  if (value && net_weight && quantity && !beside) {
    cell.value = *value;
    cell.net_weight = *net_weight;
    cell.quantity = *quantity;
    return;
  }
  table_.extras.push_back(std::move(numbers));
  cell.extra = static_cast<uint32_t>(table_.extras.size());
}

void CellTableBuilder::Add(const CellRow& row) {
  PackedCell cell;
  cell.product = row.product;
  cell.group = AddGroup(row.group);
  if (row.attributes != last_attributes_) {
    const auto [at, added] = rows_attributes_.try_emplace(row.attributes, 0);
    if (added) at->second = AddAttributes(*row.attributes);
    last_attributes_ = row.attributes;
    last_attributes_number_ = at->second;
  }
  cell.attributes = last_attributes_number_;
  cell.first_month = row.first_month;
  cell.month_count = row.month_count;
  cell.value = row.value;
  cell.net_weight = row.net_weight;
  cell.quantity = row.quantity;
  AddCell(cell);
}

void CellTableBuilder::Add(const Observation& observation) {
  const Measures& measures = observation.measures;
  PackedCell cell;
  cell.product = Code::Parse(observation.series.product).value();
  cell.group = AddGroup(GroupOf(observation.series).value());
  cell.attributes = AddAttributes(Attributes::Of(measures));
  cell.first_month = observation.period.first_month();
  cell.month_count = observation.period.month_count();
  SetNumbers({measures.value, measures.net_weight, measures.quantity, measures.cif_value, measures.fob_value},
             cell);
  AddCell(cell);
}

CellTable CellTableBuilder::Take() {
  groups_ = GroupIndex();
  attributes_.clear();
  rows_attributes_.clear();
  last_attributes_ = nullptr;
  return std::exchange(table_, CellTable());
}

}  // namespace karvan::statistics
