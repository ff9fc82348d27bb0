#pragma once

#include "absl/status/statusor.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/indicators/domain/indicator/result.h"

namespace karvan::indicators {

// The change from one level to another, in per cent of one of them.
struct Change {
  Decimal value;
  Interval interval;
};

// 100 (now - before) / before.
absl::StatusOr<Change> ChangeOnBase(const Decimal& now, const Interval& now_interval, const Decimal& before,
                                    const Interval& before_interval);

// 100 (now - before) / now: what a writer gets who divides by the wrong one.
absl::StatusOr<Change> ChangeOnNewValue(const Level& now, const Level& before);

// 100 ln(now / before). Both are above zero.
absl::StatusOr<Change> LogarithmicChange(const Level& now, const Level& before);

}  // namespace karvan::indicators
