#pragma once

#include <cstdint>

namespace karvan::statistics {

// A decimal of at most 64 bits, or none: unscaled / 10^scale.
struct Number {
  static constexpr int8_t kAbsent = -1;

  int64_t unscaled = 0;
  int8_t scale = kAbsent;

  bool present() const { return scale != kAbsent; }
  friend bool operator==(const Number&, const Number&) = default;
};

}  // namespace karvan::statistics
