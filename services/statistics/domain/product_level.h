#pragma once

#include "services/statistics/domain/code.h"

namespace karvan::statistics {

// The level of a product code in its classification: its digits, 2 to 10; 0 of TOTAL, which is all products.
// The codes of one level do not overlap.
inline int LevelOf(Code product) {
  constexpr int kLastDigit = 10;  // "9" in the alphabet of codes
  if (product.empty() || static_cast<int>(product.bits() >> 54) > kLastDigit) return 0;
  return static_cast<int>(Code::kMaxLength) - __builtin_ctzll(product.bits()) / 6;
}

}  // namespace karvan::statistics
