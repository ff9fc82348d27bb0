#include "services/indicators/domain/indicator/too_large.h"

#include "services/platform/status/error.h"

namespace karvan::indicators {

bool IsTooLarge(const absl::Status& status) {
  return status.code() == absl::StatusCode::kOutOfRange && ErrorReason(status) == "DECIMAL_OVERFLOW";
}

Absence TooLarge() { return {Reason::kNotDefined, kTooLargeWords, {}}; }

}  // namespace karvan::indicators
