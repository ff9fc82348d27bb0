#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/indicators/domain/figure/interval.h"
#include "services/platform/decimal/decimal.h"

namespace karvan::indicators {

// How a printed figure is qualified in words.
enum class Qualifier { kNone, kExact, kAbout, kOver, kAtLeast, kAlmost, kUpTo, kRange };

// A figure as somebody printed it: 255.8 with multiplier 6 is "255.8 million". The last written digit
// carries the precision.
struct QuotedFigure {
  Decimal value;
  std::optional<Decimal> upper_value;  // with kRange
  Qualifier qualifier = Qualifier::kNone;
  std::string unit;  // an ISO 4217 code, "PCT", or "1" for a count
  int unit_multiplier = 0;
  std::string text;  // the words as printed; may be empty

  // The power of ten of the last written digit, multiplier applied: 5 for 255.8 million.
  int LastPlace() const { return value.LastDigitPlace() + unit_multiplier; }

  friend bool operator==(const QuotedFigure&, const QuotedFigure&) = default;
};

// The number, multiplier applied. Of a range, the first end.
absl::StatusOr<Decimal> Amount(const QuotedFigure& figure);

// What the figure says, taken literally: "over 1.1" is (1.1, inf). It can falsify. See CLAIMS.md.
absl::StatusOr<Interval> LiteralInterval(const QuotedFigure& figure);

// What it says as usually meant: "over 1.1" is (1.1, 1.2]. It infers.
absl::StatusOr<Interval> MeantInterval(const QuotedFigure& figure);

// Where the true value of a figure lies that an office published: half of the last digit to both sides,
// whatever the words, but on the one side that "over", "at least" and "up to" name.
absl::StatusOr<Interval> ObservedInterval(const QuotedFigure& figure);

// "over 1.1 billion USD", "about 78%", "almost 777 USD", "-20.3%".
std::string InWords(const QuotedFigure& figure);

}  // namespace karvan::indicators
