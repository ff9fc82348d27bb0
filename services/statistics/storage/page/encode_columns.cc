#include <limits>
#include <optional>

#include "services/statistics/storage/page/number_column.h"
#include "services/statistics/storage/page/page_sections.h"

namespace karvan::statistics {
namespace {

NumberRow RowOf(const Number& number) {
  return number.present() ? NumberRow{number.unscaled, number.scale, false} : NumberRow();
}

NumberRow RowOf(const std::optional<Decimal>& number, std::vector<Decimal>& wide) {
  if (!number) return NumberRow();
  const int8_t scale = static_cast<int8_t>(number->scale());
  constexpr absl::int128 kMax = std::numeric_limits<int64_t>::max();
  if (number->unscaled() >= -kMax && number->unscaled() <= kMax) {
    return {static_cast<int64_t>(number->unscaled()), scale, false};
  }
  wide.push_back(*number);
  return {static_cast<int64_t>(wide.size()) - 1, scale, true};
}

// The field of a cell; null where a measure has none and only extras hold it.
const Number PackedCell::*FieldOf(Measure measure) {
  switch (measure) {
    case Measure::kValue:
      return &PackedCell::value;
    case Measure::kNetWeight:
      return &PackedCell::net_weight;
    case Measure::kQuantity:
      return &PackedCell::quantity;
    case Measure::kCifValue:
    case Measure::kFobValue:
      break;
  }
  return nullptr;
}

}  // namespace

bool QuantityIsWeight(const CellTable& table, const PackedCell& cell) {
  if (cell.extra == 0) return cell.quantity.present() && cell.quantity == cell.net_weight;
  const ExtraNumbers& numbers = table.extras[cell.extra - 1];
  const auto& quantity = numbers[static_cast<int>(Measure::kQuantity)];
  const auto& net_weight = numbers[static_cast<int>(Measure::kNetWeight)];
  return quantity && net_weight && quantity->scale() == net_weight->scale() && *quantity == *net_weight;
}

void EncodeColumns(const PageDraft& draft, ByteWriter& out) {
  std::vector<NumberRow> rows(draft.rows.size());
  std::vector<Decimal> wide;
  for (int i = 0; i < kMeasureCount; ++i) {
    const Measure measure = static_cast<Measure>(i);
    const auto field = FieldOf(measure);
    if (field == nullptr && !draft.has_extras) {
      EncodeColumn({}, {}, out);
      continue;
    }
    wide.clear();
    for (size_t row = 0; row < rows.size(); ++row) {
      const PackedCell& cell = draft.rows[row].cell;
      if (measure == Measure::kQuantity && QuantityIsWeight(*draft.table, cell)) {
        rows[row] = NumberRow();
      } else if (cell.extra != 0) {
        rows[row] = RowOf(draft.table->extras[cell.extra - 1][i], wide);
      } else {
        rows[row] = field == nullptr ? NumberRow() : RowOf(cell.*field);
      }
    }
    EncodeColumn(rows, wide, out);
  }
}

}  // namespace karvan::statistics
