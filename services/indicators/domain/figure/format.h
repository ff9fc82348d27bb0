#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "services/indicators/domain/figure/interval.h"
#include "services/platform/decimal/decimal.h"

// Figures for readers: English, grouped by thousands, rounded half-even.
namespace karvan::indicators {

// "1148800000" with 1 decimal of 0 is "1,148,800,000.0".
std::string FormatNumber(const Decimal& value, int decimals);

// "1,148.8 million USD" when it is a million or more, else "12,345 USD". Shows the digits down to
// `last_place` (a power of ten) when they are at most two behind the point, else one.
std::string FormatMoney(const Decimal& value, int last_place, absl::string_view currency);

// The same without the currency.
std::string FormatAmount(const Decimal& value, int last_place);

// "[1,439.8 to 1,443.0]", in millions where the ends are.
std::string FormatMoneyInterval(const Interval& interval);

// "77.7%".
std::string FormatPercent(const Decimal& value);

// Enough digits for the interval to be seen: "19.726% [19.715 to 19.736]".
std::string FormatPercentWithin(const Decimal& value, const Interval& interval);

// "[77.69 to 77.78]".
std::string FormatPercentInterval(const Interval& interval);

}  // namespace karvan::indicators
