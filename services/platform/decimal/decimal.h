#pragma once

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace karvan {

// An exact decimal number: unscaled / 10^scale, with at most 38 digits and a scale of 0 to 38. The scale is
// part of what was written ("10.50" prints "10.50") but not of the value (10.5 == 10.50).
// Results that need more than 38 digits are OUT_OF_RANGE with reason DECIMAL_OVERFLOW.
class Decimal {
 public:
  static constexpr int kMaxDigits = 38;
  static constexpr int kMaxScale = 38;

  // Zero, scale 0.
  constexpr Decimal() = default;

  // Reads `-?\d+(\.\d+)?` of at most 38 digits, where the 0 of "0." does not count. Otherwise
  // INVALID_ARGUMENT with a message that says what is allowed, for the caller to put to a field. "-0" is 0.
  static absl::StatusOr<Decimal> Parse(absl::string_view text);

  // unscaled / 10^scale; DECIMAL_OVERFLOW if either is out of the range above.
  static absl::StatusOr<Decimal> FromUnscaled(absl::int128 unscaled, int scale);

  static constexpr Decimal FromInteger(int64_t value) { return Decimal(value, 0); }

  // The exact value of `value` rounded half-even to `scale` digits after the point. DECIMAL_OVERFLOW if it
  // does not fit or is not finite.
  static absl::StatusOr<Decimal> FromDouble(double value, int scale);

  // a / b rounded half-even to exactly `scale` digits after the point, from the exact quotient.
  // INVALID_ARGUMENT if b is zero.
  static absl::StatusOr<Decimal> Divide(const Decimal& a, const Decimal& b, int scale);

  // The canonical text: Parse gives back the same unscaled and scale.
  std::string ToString() const;

  // The nearest double.
  double ToDouble() const;

  constexpr absl::int128 unscaled() const { return unscaled_; }
  constexpr int scale() const { return scale_; }

  // -1, 0 or 1.
  int Sign() const;
  bool IsZero() const { return unscaled_ == 0; }
  Decimal Abs() const { return Decimal(unscaled_ < 0 ? -unscaled_ : unscaled_, scale_); }
  Decimal operator-() const { return Decimal(-unscaled_, scale_); }

  // Exact; the result has the larger scale of the two, Mul the sum of both.
  absl::StatusOr<Decimal> Add(const Decimal& other) const;
  absl::StatusOr<Decimal> Sub(const Decimal& other) const;
  absl::StatusOr<Decimal> Mul(const Decimal& other) const;

  // The value times 10^power, exact: 255.8 shifted by 6 is 255800000, by -2 is 2.558.
  absl::StatusOr<Decimal> Shift(int power) const;

  // Drops the digits after the first `scale` (0 or more) behind the point: half to even, towards minus
  // infinity, towards plus infinity. They never add digits: a shorter number stays as it is.
  Decimal Round(int scale) const;
  Decimal RoundDown(int scale) const;
  Decimal RoundUp(int scale) const;

  // Exactly `scale` digits after the point: as Round, and zeros are added to a shorter number.
  absl::StatusOr<Decimal> Rescale(int scale) const;

  // The power of ten of the last written digit: 255.8 -> -1, 893 -> 0.
  int LastDigitPlace() const { return -scale_; }
  // The power of ten of the last digit that is not zero: 900 -> 2, 1.10 -> -1, 78 -> 0. For zero the same as
  // LastDigitPlace.
  int LastNonzeroPlace() const;

  // Compares values, exactly: negative, zero or positive as this is less, equal or greater.
  int Compare(const Decimal& other) const;
  friend bool operator==(const Decimal& a, const Decimal& b) { return a.Compare(b) == 0; }
  friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) { return a.Compare(b) <=> 0; }

  friend std::ostream& operator<<(std::ostream& out, const Decimal& value);

 private:
  constexpr Decimal(absl::int128 unscaled, int scale) : unscaled_(unscaled), scale_(scale) {}

  absl::int128 unscaled_ = 0;
  int scale_ = 0;
};

}  // namespace karvan
