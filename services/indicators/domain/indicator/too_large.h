#pragma once

#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/domain/indicator/outcome.h"

// Arithmetic on numbers that leave the 38 digits of a Decimal. One such number spoils what is computed
// with it and nothing beside it.
namespace karvan::indicators {

inline constexpr char kTooLargeWords[] = "the figures are too large to compute with: more than 38 digits";

// Whether a computation broke off because a number needs more digits: DECIMAL_OVERFLOW.
bool IsTooLarge(const absl::Status& status);

// The reason of a value that could not be computed for that.
Absence TooLarge();

// What was computed, or `instead` where the computation broke off for that. Other errors stay.
template <typename T>
absl::StatusOr<T> UnlessTooLarge(absl::StatusOr<T> computed, std::type_identity_t<T> instead) {
  if (IsTooLarge(computed.status())) return instead;
  return computed;
}

}  // namespace karvan::indicators
