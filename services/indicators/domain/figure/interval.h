#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/platform/decimal/decimal.h"

namespace karvan::indicators {

// An interval of decimals. An end that is not set is infinite, and its closed flag means nothing.
// Arithmetic is exact; only quotients are rounded, outwards, to kQuotientPlaces. All of it fails with
// DECIMAL_OVERFLOW alone.
struct Interval {
  static constexpr int kQuotientPlaces = 12;

  std::optional<Decimal> lower{};
  std::optional<Decimal> upper{};
  bool lower_closed = false;
  bool upper_closed = false;

  static Interval Closed(const Decimal& lower, const Decimal& upper);

  // "[776, 777)", "(1.1, inf)".
  std::string ToString() const;

  friend bool operator==(const Interval& a, const Interval& b);
  friend std::ostream& operator<<(std::ostream& out, const Interval& interval);
};

// [value - radius, value + radius].
absl::StatusOr<Interval> Around(const Decimal& value, const Decimal& radius);

// Half of 10^place: how far a figure whose last digit has that place may be off.
absl::StatusOr<Decimal> HalfUnit(int place);

bool Inside(const Interval& inner, const Interval& outer);
bool Disjoint(const Interval& a, const Interval& b);

Interval Negate(const Interval& interval);
absl::StatusOr<Interval> Add(const Interval& a, const Interval& b);
absl::StatusOr<Interval> Subtract(const Interval& a, const Interval& b);
// Times 10^power.
absl::StatusOr<Interval> Shift(const Interval& interval, int power);

// What of it is not negative: trade is not.
Interval NonNegative(const Interval& interval);

// Of intervals that are not negative. A divisor that reaches down to zero leaves the upper end infinite.
absl::StatusOr<Interval> Multiply(const Interval& a, const Interval& b);
absl::StatusOr<Interval> Divide(const Interval& dividend, const Interval& divisor);

// Ends rounded outwards to `places` digits after the point.
Interval RoundOutwards(const Interval& interval, int places);

}  // namespace karvan::indicators
