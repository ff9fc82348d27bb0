#include "services/indicators/domain/figure/quoted_figure.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// A figure without its sign, and what its words are worth.
struct Magnitude {
  Decimal value;
  Decimal half_unit;  // of the last written digit
  Decimal about;      // to both sides
  Decimal beyond;     // w: how far "over" and "almost" reach
};

absl::StatusOr<Magnitude> MagnitudeOf(const QuotedFigure& figure) {
  Magnitude result;
  KARVAN_ASSIGN_OR_RETURN(Decimal amount, Amount(figure));
  result.value = amount.Abs();
  KARVAN_ASSIGN_OR_RETURN(result.half_unit, HalfUnit(figure.LastPlace()));

  const int nonzero_place = figure.value.LastNonzeroPlace() + figure.unit_multiplier;
  KARVAN_ASSIGN_OR_RETURN(Decimal unit, Decimal::FromInteger(1).Shift(nonzero_place));
  KARVAN_ASSIGN_OR_RETURN(Decimal half, HalfUnit(nonzero_place));
  KARVAN_ASSIGN_OR_RETURN(Decimal tenth, result.value.Shift(-1));
  KARVAN_ASSIGN_OR_RETURN(Decimal twentieth,
                          Decimal::Divide(tenth, Decimal::FromInteger(2), tenth.scale() + 1));
  result.beyond = std::min(unit, tenth);
  result.about = result.value.IsZero() ? result.half_unit : std::min(half, twentieth);
  return result;
}

absl::StatusOr<Interval> RangeInterval(const QuotedFigure& figure) {
  QuotedFigure first = figure;
  QuotedFigure second = figure;
  first.qualifier = second.qualifier = Qualifier::kNone;
  second.value = figure.upper_value.value_or(figure.value);
  if (second.value < first.value) std::swap(first, second);
  KARVAN_ASSIGN_OR_RETURN(Interval low, LiteralInterval(first));
  KARVAN_ASSIGN_OR_RETURN(Interval high, LiteralInterval(second));
  return Interval::Closed(*low.lower, *high.upper);
}

absl::StatusOr<Interval> LiteralOf(const Magnitude& size, Qualifier qualifier) {
  switch (qualifier) {
    case Qualifier::kAbout:
      return Around(size.value, size.about);
    case Qualifier::kOver:
      return Interval{.lower = size.value};
    case Qualifier::kAtLeast:
      return Interval{.lower = size.value, .lower_closed = true};
    case Qualifier::kAlmost:
      return Interval{.upper = size.value};
    case Qualifier::kUpTo:
      return Interval{.upper = size.value, .upper_closed = true};
    default:
      return Around(size.value, size.half_unit);
  }
}

absl::StatusOr<Interval> MeantOf(const Magnitude& size, Qualifier qualifier) {
  KARVAN_ASSIGN_OR_RETURN(Interval interval, LiteralOf(size, qualifier));
  if (qualifier == Qualifier::kOver) {
    KARVAN_ASSIGN_OR_RETURN(interval.upper, size.value.Add(size.beyond));
    interval.upper_closed = true;
  } else if (qualifier == Qualifier::kAlmost) {
    KARVAN_ASSIGN_OR_RETURN(interval.lower, size.value.Sub(size.beyond));
    interval.lower_closed = true;
  }
  return interval;
}

absl::StatusOr<Interval> ObservedOf(const Magnitude& size, Qualifier qualifier) {
  Interval interval = Interval::Closed(size.value, size.value);
  switch (qualifier) {
    case Qualifier::kOver:
    case Qualifier::kAtLeast: {
      KARVAN_ASSIGN_OR_RETURN(interval.upper, size.value.Add(size.beyond));
      return interval;
    }
    case Qualifier::kUpTo: {
      KARVAN_ASSIGN_OR_RETURN(interval.lower, size.value.Sub(size.beyond));
      return interval;
    }
    default:
      return Around(size.value, size.half_unit);
  }
}

// The sign is applied last.
template <typename IntervalOf>
absl::StatusOr<Interval> Signed(const QuotedFigure& figure, IntervalOf interval_of) {
  KARVAN_ASSIGN_OR_RETURN(Magnitude size, MagnitudeOf(figure));
  KARVAN_ASSIGN_OR_RETURN(Interval interval, interval_of(size, figure.qualifier));
  return figure.value.Sign() < 0 ? Negate(interval) : interval;
}

absl::string_view QualifierWords(Qualifier qualifier) {
  switch (qualifier) {
    case Qualifier::kAbout:
      return "about ";
    case Qualifier::kOver:
      return "over ";
    case Qualifier::kAtLeast:
      return "at least ";
    case Qualifier::kAlmost:
      return "almost ";
    case Qualifier::kUpTo:
      return "up to ";
    default:
      return "";
  }
}

std::string MultiplierWords(int multiplier) {
  switch (multiplier) {
    case 0:
      return "";
    case 3:
      return " thousand";
    case 6:
      return " million";
    case 9:
      return " billion";
    case 12:
      return " trillion";
    default:
      return absl::StrCat(" x10^", multiplier);
  }
}

}  // namespace

absl::StatusOr<Decimal> Amount(const QuotedFigure& figure) {
  return figure.value.Shift(figure.unit_multiplier);
}

absl::StatusOr<Interval> LiteralInterval(const QuotedFigure& figure) {
  if (figure.qualifier == Qualifier::kRange) return RangeInterval(figure);
  return Signed(figure, LiteralOf);
}

absl::StatusOr<Interval> MeantInterval(const QuotedFigure& figure) {
  if (figure.qualifier == Qualifier::kRange) return RangeInterval(figure);
  return Signed(figure, MeantOf);
}

absl::StatusOr<Interval> ObservedInterval(const QuotedFigure& figure) {
  KARVAN_ASSIGN_OR_RETURN(Interval interval, Signed(figure, ObservedOf));
  return figure.value.Sign() < 0 ? interval : NonNegative(interval);
}

std::string InWords(const QuotedFigure& figure) {
  std::string number = figure.value.ToString();
  if (figure.upper_value) absl::StrAppend(&number, " to ", figure.upper_value->ToString());
  const std::string multiplier = MultiplierWords(figure.unit_multiplier);
  std::string unit;
  if (figure.unit == "PCT") {
    unit = "%";
  } else if (figure.unit != "1") {
    unit = absl::StrCat(" ", figure.unit);
  }
  return absl::StrCat(QualifierWords(figure.qualifier), number, multiplier, unit);
}

}  // namespace karvan::indicators
