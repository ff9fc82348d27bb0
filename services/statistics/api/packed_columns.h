#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "karvan/type/v1/decimal.pb.h"
#include "karvan/type/v1/period.pb.h"
#include "services/platform/decimal/decimal.h"
#include "services/statistics/domain/series_rows.h"

// Packs columns as karvan/type/v1/decimal.proto and period.proto say.
namespace karvan::statistics {

karvan::type::v1::PeriodColumn PackPeriods(absl::Span<const SeriesRows::Row> rows);

// A number in units of 10^multiplier, or nothing.
struct ScaledNumber {
  std::optional<Decimal> number;
  int multiplier = 0;
};

// DECIMAL_OVERFLOW when a number, with its multiplier applied, has more than 38 digits.
absl::StatusOr<karvan::type::v1::DecimalColumn> PackDecimals(const std::vector<ScaledNumber>& rows);

// A column of a series, a number a row in units of 10^multiplier of that row; without multipliers, of 1. What
// PackDecimals gives, faster where the numbers are all there, of one scale and of at most 64 bits.
absl::StatusOr<karvan::type::v1::DecimalColumn> PackColumn(const SeriesColumn& column,
                                                           absl::Span<const int> multipliers);

}  // namespace karvan::statistics
