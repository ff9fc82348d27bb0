#pragma once

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/decimal/decimal.h"

namespace karvan {

// Sums many decimals exactly, in 128 bits. The sum has the largest scale seen.
class DecimalSum {
 public:
  // DECIMAL_OVERFLOW if the sum leaves 128 bits; the sum is then unchanged.
  absl::Status Add(const Decimal& value);

  // The sum so far, 0 at start; DECIMAL_OVERFLOW if it has more than 38 digits.
  absl::StatusOr<Decimal> Value() const;

 private:
  absl::int128 total_ = 0;
  int scale_ = 0;
};

}  // namespace karvan
