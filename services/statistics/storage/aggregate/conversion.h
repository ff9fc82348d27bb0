#pragma once

#include <map>

#include "absl/status/status.h"
#include "services/platform/decimal/decimal.h"
#include "services/platform/period/period.h"
#include "services/statistics/storage/aggregate/aggregate_table.h"

namespace karvan::statistics {

// A rate, positive, for each period that has one.
using Rates = std::map<Period, Decimal>;

// Converts the values of rows, each of one period of its own. Quotients are carried kQuotientGuard digits
// further than the conversion says. RATE_MISSING names the periods without a rate; where these are left out
// their cells become cells without a value. DECIMAL_OVERFLOW.
inline constexpr int kQuotientGuard = 15;
absl::Status ConvertValues(const CurrencyConversion& conversion, const Rates& rates, AggregateTable& table);

// Rounds the converted value of a row, half to even, to exactly so many digits. DECIMAL_OVERFLOW.
absl::Status RoundValue(int digits, AggregateRow& row);

}  // namespace karvan::statistics
