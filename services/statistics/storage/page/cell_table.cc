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

Attributes Attributes::Of(const Measures& measures) {
  Attributes attributes;
  attributes.deleted = measures.deleted;
  attributes.unit_multiplier = measures.unit_multiplier;
  attributes.valuation = measures.valuation;
  attributes.qualifier = measures.qualifier;
  attributes.quantity_unit = measures.quantity_unit;
  attributes.status = measures.status;
  attributes.confidentiality = measures.confidentiality;
  attributes.statement = measures.statement;
  return attributes;
}

void Attributes::ApplyTo(Measures& measures) const {
  measures.deleted = deleted;
  measures.unit_multiplier = unit_multiplier;
  measures.valuation = valuation;
  measures.qualifier = qualifier;
  measures.quantity_unit = quantity_unit;
  measures.status = status;
  measures.confidentiality = confidentiality;
  measures.statement = statement;
}

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

uint32_t CellTableBuilder::AddGroup(const GroupKey& group) {
  const auto [at, added] = groups_.try_emplace(group, table_.groups.size());
  if (added) table_.groups.push_back(group);
  return at->second;
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
  groups_.clear();
  attributes_.clear();
  return std::exchange(table_, CellTable());
}

}  // namespace karvan::statistics
