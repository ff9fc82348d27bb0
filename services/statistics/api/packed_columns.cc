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

type::PeriodColumn PackPeriods(absl::Span<const SeriesRows::Row> rows) {
  type::PeriodColumn column;
  column.mutable_first_months()->Reserve(static_cast<int>(rows.size()));
  for (const SeriesRows::Row& row : rows) column.mutable_first_months()->AddAlreadyReserved(row.first_month);
  const bool same_length = std::all_of(rows.begin(), rows.end(), [&](const SeriesRows::Row& row) {
    return row.month_count == rows[0].month_count;
  });
  for (const SeriesRows::Row& row :
       rows.first(same_length ? std::min<size_t>(rows.size(), 1) : rows.size())) {
    column.add_month_counts(row.month_count);
  }
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

absl::StatusOr<type::DecimalColumn> PackColumn(const SeriesColumn& column,
                                               absl::Span<const int> multipliers) {
  const std::vector<SeriesNumber>& numbers = column.numbers;
  auto multiplier_of = [&](size_t row) { return multipliers.empty() ? 0 : multipliers[row]; };
  bool uniform = true;
  for (size_t row = 0; row < numbers.size() && uniform; ++row) {
    const SeriesNumber& number = numbers[row];
    uniform = number.present() && !number.wide && number.scale == numbers[0].scale &&
              multiplier_of(row) == multiplier_of(0);
  }
  if (uniform) {
    type::DecimalColumn packed;
    if (!numbers.empty()) packed.set_scale(numbers[0].scale - multiplier_of(0));
    packed.mutable_unscaled()->Reserve(static_cast<int>(numbers.size()));
    for (const SeriesNumber& number : numbers) packed.mutable_unscaled()->AddAlreadyReserved(number.unscaled);
    return packed;
  }
  std::vector<ScaledNumber> rows;
  for (size_t row = 0; row < numbers.size(); ++row) {
    ScaledNumber& scaled = rows.emplace_back();
    scaled.multiplier = multiplier_of(row);
    const SeriesNumber& number = numbers[row];
    if (!number.present()) continue;
    scaled.number = number.wide ? column.wide[static_cast<size_t>(number.unscaled)]
                                : Decimal::FromUnscaled(number.unscaled, number.scale).value();
  }
  return PackDecimals(rows);
}

}  // namespace karvan::statistics
