#pragma once

#include "absl/numeric/int128.h"

// Unsigned 256-bit integers: as much as exact decimal division, multiplication and comparison need.
namespace karvan::wide {

struct Uint256 {
  absl::uint128 high = 0;
  absl::uint128 low = 0;

  friend bool operator==(const Uint256& a, const Uint256& b) { return a.high == b.high && a.low == b.low; }
  friend bool operator<(const Uint256& a, const Uint256& b) {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  }
};

// The whole product.
Uint256 Multiply(absl::uint128 a, absl::uint128 b);

// a - b, where b is not above a.
Uint256 Subtract(const Uint256& a, const Uint256& b);

// value *= 10^power, nothing for a negative power; false, with `value` spoilt, if it leaves 256 bits.
bool MultiplyByPowerOfTen(int power, Uint256& value);

struct Quotient {
  Uint256 quotient;
  Uint256 remainder;
};

// Divides; the divisor is not zero and below 2^255.
Quotient Divide(const Uint256& dividend, const Uint256& divisor);

// 10^power for 0 <= power <= 38.
absl::uint128 PowerOfTen(int power);

}  // namespace karvan::wide
