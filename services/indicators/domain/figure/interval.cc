#include "services/indicators/domain/figure/interval.h"

#include <ostream>

#include "absl/strings/str_cat.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// The quotient to kQuotientPlaces, not above (kDown) or not below (kUp) the exact one.
enum class Direction { kDown, kUp };

absl::StatusOr<Decimal> DivideTowards(const Decimal& a, const Decimal& b, Direction direction) {
  constexpr int kPlaces = Interval::kQuotientPlaces;
  KARVAN_ASSIGN_OR_RETURN(Decimal quotient, Decimal::Divide(a, b, kPlaces));
  // The sign of the rounding error tells whether to take a last digit off or add one. Where the product
  // is too long to be exact, the step is taken unseen: one digit wider is still outwards.
  absl::StatusOr<Decimal> product = quotient.Mul(b);
  if (product.ok()) {
    const int error = b.Sign() * product->Compare(a);
    if (direction == Direction::kDown ? error <= 0 : error >= 0) return quotient;
  }
  KARVAN_ASSIGN_OR_RETURN(Decimal step, Decimal::FromInteger(1).Shift(-kPlaces));
  return direction == Direction::kDown ? quotient.Sub(step) : quotient.Add(step);
}

bool LowerReaches(const Interval& outer, const Interval& inner) {
  if (!outer.lower) return true;
  if (!inner.lower) return false;
  const int order = outer.lower->Compare(*inner.lower);
  return order < 0 || (order == 0 && (outer.lower_closed || !inner.lower_closed));
}

bool UpperReaches(const Interval& outer, const Interval& inner) {
  if (!outer.upper) return true;
  if (!inner.upper) return false;
  const int order = outer.upper->Compare(*inner.upper);
  return order > 0 || (order == 0 && (outer.upper_closed || !inner.upper_closed));
}

// Whether all of `a` lies below all of `b`.
bool Below(const Interval& a, const Interval& b) {
  if (!a.upper || !b.lower) return false;
  const int order = a.upper->Compare(*b.lower);
  return order < 0 || (order == 0 && !(a.upper_closed && b.lower_closed));
}

}  // namespace

Interval Interval::Closed(const Decimal& lower, const Decimal& upper) { return {lower, upper, true, true}; }

std::string Interval::ToString() const {
  return absl::StrCat(lower && lower_closed ? "[" : "(", lower ? lower->ToString() : "-inf", ", ",
                      upper ? upper->ToString() : "inf", upper && upper_closed ? "]" : ")");
}

bool operator==(const Interval& a, const Interval& b) { return Inside(a, b) && Inside(b, a); }

std::ostream& operator<<(std::ostream& out, const Interval& interval) { return out << interval.ToString(); }

absl::StatusOr<Interval> Around(const Decimal& value, const Decimal& radius) {
  KARVAN_ASSIGN_OR_RETURN(Decimal lower, value.Sub(radius));
  KARVAN_ASSIGN_OR_RETURN(Decimal upper, value.Add(radius));
  return Interval::Closed(lower, upper);
}

absl::StatusOr<Decimal> HalfUnit(int place) { return Decimal::FromInteger(5).Shift(place - 1); }

bool Inside(const Interval& inner, const Interval& outer) {
  return LowerReaches(outer, inner) && UpperReaches(outer, inner);
}

bool Disjoint(const Interval& a, const Interval& b) { return Below(a, b) || Below(b, a); }

Interval Negate(const Interval& interval) {
  Interval negated{.lower_closed = interval.upper_closed, .upper_closed = interval.lower_closed};
  if (interval.upper) negated.lower = -*interval.upper;
  if (interval.lower) negated.upper = -*interval.lower;
  return negated;
}

absl::StatusOr<Interval> Add(const Interval& a, const Interval& b) {
  Interval sum{.lower_closed = a.lower_closed && b.lower_closed,
               .upper_closed = a.upper_closed && b.upper_closed};
  if (a.lower && b.lower) {
    KARVAN_ASSIGN_OR_RETURN(sum.lower, a.lower->Add(*b.lower));
  }
  if (a.upper && b.upper) {
    KARVAN_ASSIGN_OR_RETURN(sum.upper, a.upper->Add(*b.upper));
  }
  return sum;
}

absl::StatusOr<Interval> Subtract(const Interval& a, const Interval& b) { return Add(a, Negate(b)); }

absl::StatusOr<Interval> Shift(const Interval& interval, int power) {
  Interval shifted = interval;
  if (interval.lower) {
    KARVAN_ASSIGN_OR_RETURN(shifted.lower, interval.lower->Shift(power));
  }
  if (interval.upper) {
    KARVAN_ASSIGN_OR_RETURN(shifted.upper, interval.upper->Shift(power));
  }
  return shifted;
}

Interval NonNegative(const Interval& interval) {
  Interval result = interval;
  if (!result.lower || result.lower->Sign() < 0) {
    result.lower = Decimal();
    result.lower_closed = true;
  }
  return result;
}

absl::StatusOr<Interval> Multiply(const Interval& a, const Interval& b) {
  Interval product{.lower_closed = a.lower_closed && b.lower_closed,
                   .upper_closed = a.upper_closed && b.upper_closed};
  KARVAN_ASSIGN_OR_RETURN(product.lower, a.lower->Mul(*b.lower));
  if (a.upper && b.upper) {
    KARVAN_ASSIGN_OR_RETURN(product.upper, a.upper->Mul(*b.upper));
  }
  return product;
}

absl::StatusOr<Interval> Divide(const Interval& dividend, const Interval& divisor) {
  Interval quotient{.lower = Decimal(),
                    .lower_closed = dividend.lower_closed && divisor.upper_closed,
                    .upper_closed = dividend.upper_closed && divisor.lower_closed};
  if (divisor.upper && divisor.upper->Sign() > 0) {
    KARVAN_ASSIGN_OR_RETURN(quotient.lower, DivideTowards(*dividend.lower, *divisor.upper, Direction::kDown));
  }
  if (dividend.upper && divisor.lower->Sign() > 0) {
    KARVAN_ASSIGN_OR_RETURN(quotient.upper, DivideTowards(*dividend.upper, *divisor.lower, Direction::kUp));
  }
  return quotient;
}

Interval RoundOutwards(const Interval& interval, int places) {
  Interval rounded = interval;
  if (interval.lower) rounded.lower = interval.lower->RoundDown(places);
  if (interval.upper) rounded.upper = interval.upper->RoundUp(places);
  return rounded;
}

}  // namespace karvan::indicators
