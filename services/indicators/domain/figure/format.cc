#include "services/indicators/domain/figure/format.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace karvan::indicators {
namespace {

constexpr int kMillionPower = 6;
constexpr int kMaxDecimals = 4;

bool CountsInMillions(const Decimal& value) { return value.Abs() >= Decimal::FromInteger(1'000'000); }

// The value in millions; a number too long to shift is shown as it is.
Decimal InMillions(const Decimal& value) { return value.Shift(-kMillionPower).value_or(value); }

int MillionDecimals(int last_place) {
  const int decimals = kMillionPower - last_place;
  return decimals > 2 ? 1 : std::max(decimals, 0);
}

// The digits after the point, `least` or more, with which an interval counted in `unit` is at least 2.5
// units of the last one wide.
int DecimalsThatTell(const Interval& interval, double unit, int least) {
  if (!interval.lower || !interval.upper) return least;
  const double width = (interval.upper->ToDouble() - interval.lower->ToDouble()) / unit;
  int decimals = least;
  while (decimals < kMaxDecimals && width < 2.5 * std::pow(10.0, -decimals)) ++decimals;
  return decimals;
}

int PercentDecimals(const Interval& interval) { return DecimalsThatTell(interval, 1, 2); }

template <typename FormatEnd>
std::string FormatInterval(const Interval& interval, FormatEnd format_end) {
  if (!interval.lower && !interval.upper) return "[any]";
  if (!interval.lower) return absl::StrCat("[up to ", format_end(*interval.upper), "]");
  if (!interval.upper) return absl::StrCat("[from ", format_end(*interval.lower), "]");
  return absl::StrCat("[", format_end(*interval.lower), " to ", format_end(*interval.upper), "]");
}

std::string FormatPercentIntervalWith(const Interval& interval, int decimals) {
  return FormatInterval(interval, [&](const Decimal& end) { return FormatNumber(end, decimals); });
}

}  // namespace

std::string FormatNumber(const Decimal& value, int decimals) {
  const Decimal rounded = value.Rescale(decimals).value_or(value);
  std::string digits = rounded.Abs().ToString();
  const size_t point = std::min(digits.find('.'), digits.size());
  for (size_t end = point; end > 3; end -= 3) digits.insert(end - 3, ",");
  return absl::StrCat(rounded.Sign() < 0 ? "-" : "", digits);
}

std::string FormatAmount(const Decimal& value, int last_place) {
  if (!CountsInMillions(value)) return FormatNumber(value, 0);
  return absl::StrCat(FormatNumber(InMillions(value), MillionDecimals(last_place)), " million");
}

std::string FormatMoney(const Decimal& value, int last_place, absl::string_view currency) {
  return absl::StrCat(FormatAmount(value, last_place), " ", currency);
}

std::string FormatMoneyInterval(const Interval& interval) {
  const bool millions = (interval.upper && CountsInMillions(*interval.upper)) ||
                        (interval.lower && CountsInMillions(*interval.lower));
  const int decimals = DecimalsThatTell(interval, 1e6, 1);
  return FormatInterval(interval, [&](const Decimal& end) {
    return millions ? FormatNumber(InMillions(end), decimals) : FormatNumber(end, 0);
  });
}

std::string FormatPercent(const Decimal& value) { return absl::StrCat(FormatNumber(value, 1), "%"); }

std::string FormatPercentWithin(const Decimal& value, const Interval& interval) {
  const int decimals = PercentDecimals(interval);
  return absl::StrCat(FormatNumber(value, decimals), "% ", FormatPercentIntervalWith(interval, decimals));
}

std::string FormatPercentInterval(const Interval& interval) {
  return FormatPercentIntervalWith(interval, PercentDecimals(interval));
}

}  // namespace karvan::indicators
