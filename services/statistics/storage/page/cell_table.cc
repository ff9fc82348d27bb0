#include "services/statistics/storage/page/cell_table.h"

#include <limits>

namespace karvan::statistics {
namespace {

// The bits of a code behind its first three characters.
constexpr int kBitsBehindThree = 42;
constexpr uint64_t kBehindThree = (uint64_t{1} << kBitsBehindThree) - 1;

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

uint32_t GroupIndex::PlaceOf(const GroupKey& group, std::vector<GroupKey>& groups) {
  const uint64_t parts = group.reporter.bits() | group.flow.bits() | group.partner.bits();
  const uint32_t tail = TailOf(group);
  const auto next = static_cast<uint32_t>(groups.size());
  if ((parts & kBehindThree) != 0 || tail >= kTails) {
    const auto [at, added] = others_.try_emplace(group, next);
    if (added) groups.push_back(group);
    return at->second;
  }
  const uint64_t word = group.reporter.bits() >> kBitsBehindThree << 46 |
                        group.flow.bits() >> kBitsBehindThree << 28 |
                        group.partner.bits() >> kBitsBehindThree << 10 | tail;
  const uint32_t number = words_.NumberOf(word);
  if (number == places_.size()) {
    places_.push_back(next);
    groups.push_back(group);
  }
  return places_[number];
}

uint32_t GroupIndex::TailOf(const GroupKey& group) {
  GroupKey tail = group;
  tail.reporter = tail.flow = tail.partner = Code();
  if (last_tail_number_ == kTails || tail != last_tail_) {
    last_tail_number_ = tails_.try_emplace(tail, tails_.size()).first->second;
    last_tail_ = tail;
  }
  return last_tail_number_;
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
