#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/indicators/domain/figure/observation.h"

namespace karvan::indicators {

// Why there is no value. Missing is never zero.
enum class Reason {
  kNone,
  kMissingInput,
  kZeroDenominator,
  kNegativeDenominator,
  kNegativeBase,
  kPartialPeriod,
  kSuppressed,
  kMixedValuation,
  kMixedClassification,
  kNotDefined,
};

// A reason instead of a value.
struct Absence {
  Reason reason = Reason::kNone;
  std::string text{};              // the reason in words
  std::vector<CellKey> missing{};  // what would have to be published
};

// A value or a reason.
template <typename T>
class Outcome {
 public:
  Outcome(T value) : content_(std::move(value)) {}            // NOLINT: either converts, as with StatusOr
  Outcome(Absence absence) : content_(std::move(absence)) {}  // NOLINT

  bool has_value() const { return std::holds_alternative<T>(content_); }
  const T& operator*() const { return std::get<T>(content_); }
  const T* operator->() const { return &std::get<T>(content_); }
  const Absence& absence() const { return std::get<Absence>(content_); }

 private:
  std::variant<T, Absence> content_;
};

}  // namespace karvan::indicators
