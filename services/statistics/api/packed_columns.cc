#include "services/statistics/api/packed_columns.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

namespace type = karvan::type::v1;

// The power of ten of the last digit.
int LastPlace(const ScaledNumber& row) { return row.number->LastDigitPlace() + row.multiplier; }

// The scale that keeps every last digit; 0 without numbers.
int CommonScale(const std::vector<ScaledNumber>& rows) {
  std::optional<int> scale;
  for (const ScaledNumber& row : rows) {
    if (row.number) scale = std::max(scale.value_or(-LastPlace(row)), -LastPlace(row));
  }
  return scale.value_or(0);
}

// unscaled * 10^zeros, if it fits.
std::optional<int64_t> Widen(absl::int128 unscaled, int zeros) {
  constexpr absl::int128 kMin = std::numeric_limits<int64_t>::min();
  constexpr absl::int128 kMax = std::numeric_limits<int64_t>::max();
  if (unscaled == 0) return 0;
  for (; zeros > 0 && unscaled >= kMin && unscaled <= kMax; --zeros) unscaled *= 10;
  if (unscaled < kMin || unscaled > kMax) return std::nullopt;
  return static_cast<int64_t>(unscaled);
}

}  // namespace

type::PeriodColumn PackPeriods(const std::vector<Period>& periods) {
  type::PeriodColumn column;
  for (const Period& period : periods) {
    column.add_first_months(period.first_month());
    column.add_month_counts(period.month_count());
  }
  const bool same_length = std::all_of(periods.begin(), periods.end(), [&](const Period& period) {
    return period.month_count() == periods[0].month_count();
  });
  if (same_length && !periods.empty()) column.mutable_month_counts()->Truncate(1);
  return column;
}

absl::StatusOr<type::DecimalColumn> PackDecimals(const std::vector<ScaledNumber>& rows) {
  type::DecimalColumn column;
  const int scale = CommonScale(rows);
  column.set_scale(scale);
  bool all_places_usual = true;
  for (size_t i = 0; i < rows.size(); ++i) {
    const ScaledNumber& row = rows[i];
    if (!row.number) {
      column.add_unscaled(0);
      column.add_missing(i);
      column.add_last_digit_places(-scale);
      continue;
    }
    const int place = LastPlace(row);
    std::optional<int64_t> unscaled = Widen(row.number->unscaled(), scale + place);
    column.add_unscaled(unscaled.value_or(0));
    column.add_last_digit_places(place);
    all_places_usual = all_places_usual && place == -scale;
    if (!unscaled) {
      KARVAN_ASSIGN_OR_RETURN(Decimal value, row.number->Shift(row.multiplier));
      type::DecimalException* exception = column.add_exceptions();
      exception->set_row(i);
      exception->set_value(value.ToString());
    }
  }
  if (all_places_usual) column.clear_last_digit_places();
  return column;
}

}  // namespace karvan::statistics
