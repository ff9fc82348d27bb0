#include <algorithm>
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

void EncodeColumns(const PageDraft& draft, ByteWriter& out) {
  std::vector<NumberRow> rows(draft.rows.size());
  std::vector<Decimal> wide;
  const bool some_extras = std::any_of(draft.rows.begin(), draft.rows.end(),
                                       [](const PageDraft::Row& row) { return row.cell.extra != 0; });
  for (int number = 0; number < kMeasureCount; ++number) {
    const Measure measure = static_cast<Measure>(number);
    const auto field = FieldOf(measure);
    if (field == nullptr && !some_extras) {
      EncodeColumn({}, {}, out);
      continue;
    }
    wide.clear();
    for (size_t i = 0; i < rows.size(); ++i) {
      const PackedCell& cell = draft.rows[i].cell;
      if (measure == Measure::kQuantity && draft.rows[i].quantity_is_weight) {
        rows[i] = NumberRow();
      } else if (cell.extra != 0) {
        rows[i] = RowOf(draft.table->extras[cell.extra - 1][number], wide);
      } else {
        rows[i] = field == nullptr ? NumberRow() : RowOf(cell.*field);
      }
    }
    EncodeColumn(rows, wide, out);
  }
}

}  // namespace karvan::statistics
