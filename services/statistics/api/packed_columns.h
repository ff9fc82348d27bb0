#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "karvan/type/v1/decimal.pb.h"
#include "karvan/type/v1/period.pb.h"
#include "services/platform/decimal/decimal.h"
#include "services/platform/period/period.h"

// Packs columns as karvan/type/v1/decimal.proto and period.proto say.
namespace karvan::statistics {

karvan::type::v1::PeriodColumn PackPeriods(const std::vector<Period>& periods);

// A number in units of 10^multiplier, or nothing.
struct ScaledNumber {
  std::optional<Decimal> number;
  int multiplier = 0;
};

// DECIMAL_OVERFLOW when a number, with its multiplier applied, has more than 38 digits.
absl::StatusOr<karvan::type::v1::DecimalColumn> PackDecimals(const std::vector<ScaledNumber>& rows);

}  // namespace karvan::statistics
