#pragma once

#include "absl/status/statusor.h"
#include "services/indicators/domain/figure/interval.h"

namespace karvan::indicators {

// A figure that follows from others.
struct Implied {
  Decimal value;
  Interval interval;
};

// What a level was a year before, when it has grown by `growth` per cent: level / (1 + growth / 100), in
// [level_lo / (1 + growth_hi), level_hi / (1 + growth_lo)]. `growth` is above -100.
absl::StatusOr<Implied> ImplyBase(const Decimal& level, const Interval& level_interval, const Decimal& growth,
                                  const Interval& growth_interval);

}  // namespace karvan::indicators
