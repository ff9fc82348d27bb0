#pragma once

#include <cstdint>
#include <limits>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "services/platform/decimal/decimal.h"

namespace karvan::statistics {

// A sum of decimals in 128 bits, exact. Its last digit is the finest of those that were added. Small, since
// there may be millions.
class ExactSum {
 public:
  // True when nothing was added.
  bool empty() const { return exponent_ == kEmpty; }

  // Adds addend * 10^exponent. False when the sum leaves the range of 38 digits.
  bool Add(int64_t addend, int exponent) {
    // Less than 2^32 numbers of 64 bits cannot lead a sum of 38 digits out of 128 bits; Total checks the
    // digits.
    if (exponent == exponent_) return Set(unscaled() + addend);
    return AddWide(addend, exponent);
  }
  bool AddWide(absl::int128 addend, int exponent);
  bool Add(const ExactSum& other) { return other.empty() || AddWide(other.unscaled(), other.exponent_); }
  bool Add(const Decimal& number, int multiplier) {
    return AddWide(number.unscaled(), multiplier - number.scale());
  }

  // The unscaled number and its power of ten; 0 of an empty sum.
  absl::int128 unscaled() const { return absl::MakeInt128(high_, low_); }
  int exponent() const { return empty() ? 0 : exponent_; }

  // The sum as a decimal, zeros added where its last digit is before the point. DECIMAL_OVERFLOW.
  absl::StatusOr<Decimal> Total() const;

 private:
  static constexpr int8_t kEmpty = std::numeric_limits<int8_t>::max();

  bool Set(absl::int128 sum) {
    high_ = absl::Int128High64(sum);
    low_ = absl::Int128Low64(sum);
    return true;
  }

  int64_t high_ = 0;
  uint64_t low_ = 0;
  int8_t exponent_ = kEmpty;
};

// -1, 0 or 1 as a is less than, equal to or greater than b.
int Compare(const ExactSum& a, const ExactSum& b);

}  // namespace karvan::statistics
