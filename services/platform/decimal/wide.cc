#include "services/platform/decimal/wide.h"

#include <array>
#include <cstddef>

namespace karvan::wide {
namespace {

std::array<absl::uint128, 39> MakePowersOfTen() {
  std::array<absl::uint128, 39> powers;
  powers[0] = 1;
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}

Uint256 ShiftLeftByOne(const Uint256& value) {
  return {(value.high << 1) | (value.low >> 127), value.low << 1};
}

bool BitAt(const Uint256& value, int bit) {
  return (bit >= 128 ? value.high >> (bit - 128) : value.low >> bit) % 2 == 1;
}

}  // namespace

Uint256 Multiply(absl::uint128 a, absl::uint128 b) {
  absl::uint128 a_low = absl::Uint128Low64(a), a_high = absl::Uint128High64(a);
  absl::uint128 b_low = absl::Uint128Low64(b), b_high = absl::Uint128High64(b);
  absl::uint128 low = a_low * b_low;
  absl::uint128 middle = a_high * b_low + absl::Uint128High64(low);
  absl::uint128 middle_low = a_low * b_high + absl::Uint128Low64(middle);
  return {a_high * b_high + absl::Uint128High64(middle) + absl::Uint128High64(middle_low),
          absl::MakeUint128(absl::Uint128Low64(middle_low), absl::Uint128Low64(low))};
}

Uint256 Subtract(const Uint256& a, const Uint256& b) {
  return {a.high - b.high - (a.low < b.low ? 1 : 0), a.low - b.low};
}

bool MultiplyByPowerOfTen(int power, Uint256& value) {
  for (; power > 0; power -= 38) {
    absl::uint128 factor = PowerOfTen(power < 38 ? power : 38);
    Uint256 low = Multiply(value.low, factor);
    Uint256 high = Multiply(value.high, factor);
    value = {high.low + low.high, low.low};
    if (high.high != 0 || value.high < low.high) return false;
  }
  return true;
}

Quotient Divide(const Uint256& dividend, const Uint256& divisor) {
  if (dividend.high == 0 && divisor.high == 0) {
    return {{0, dividend.low / divisor.low}, {0, dividend.low % divisor.low}};
  }
  // Long division, bit by bit: it is needed rarely, and easy to see right.
  Quotient result;
  for (int bit = 255; bit >= 0; --bit) {
    result.quotient = ShiftLeftByOne(result.quotient);
    result.remainder = ShiftLeftByOne(result.remainder);
    if (BitAt(dividend, bit)) result.remainder.low |= 1;
    if (result.remainder < divisor) continue;
    result.remainder = Subtract(result.remainder, divisor);
    result.quotient.low |= 1;
  }
  return result;
}

absl::uint128 PowerOfTen(int power) {
  static const std::array<absl::uint128, 39> powers = MakePowersOfTen();
  return powers[power];
}

}  // namespace karvan::wide
