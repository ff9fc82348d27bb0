#include "services/indicators/domain/indicator/growth.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/indicator/definitions.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr Decimal kHundred = Decimal::FromInteger(100);

// 100 a / b.
absl::StatusOr<Decimal> Percent(const Decimal& a, const Decimal& b) {
  KARVAN_ASSIGN_OR_RETURN(Decimal hundredfold, a.Shift(2));
  return Decimal::Divide(hundredfold, b, kRatioPlaces);
}

absl::StatusOr<Interval> PercentInterval(const Interval& a, const Interval& b) {
  KARVAN_ASSIGN_OR_RETURN(Interval hundredfold, Shift(NonNegative(a), 2));
  return Divide(hundredfold, NonNegative(b));
}

absl::StatusOr<IndicatorResult> GrowthOf(const BilateralTrade& trade, Flow flow, const LevelPair& pair) {
  KARVAN_ASSIGN_OR_RETURN(Change change, ChangeOnBase(pair.now.value, pair.now.interval, pair.before.value,
                                                      pair.before.interval));
  RatioValue growth{change.value, change.interval};
  if (HasSum({pair.now, pair.before})) {
    KARVAN_ASSIGN_OR_RETURN(Interval printed_now, PrintedInterval(pair.now));
    KARVAN_ASSIGN_OR_RETURN(Interval printed_before, PrintedInterval(pair.before));
    KARVAN_ASSIGN_OR_RETURN(Change printed,
                            ChangeOnBase(pair.now.value, printed_now, pair.before.value, printed_before));
    growth.printed_interval = printed.interval;
  }
  IndicatorResult result = OfRatio(trade, kPercent, growth, {pair.now, pair.before});
  const std::string now_form = FormWords(pair.now, flow);
  const std::string before_form = FormWords(pair.before, flow);
  result.variant = now_form == before_form
                       ? now_form
                       : absl::StrCat(now_form.empty() ? "as published" : now_form, ", the year before ",
                                      before_form.empty() ? "as published" : before_form);
  return result;
}

absl::StatusOr<IndicatorResult> ComputeGrowth(const BilateralTrade& trade, const IndicatorQuery& query) {
  KARVAN_ASSIGN_OR_RETURN(Outcome<LevelPair> pair, LevelsOfTwoYears(trade, *query.flow, query.period));
  if (!pair.has_value()) return WithoutValue(trade, kPercent, pair.absence());
  KARVAN_ASSIGN_OR_RETURN(Period year_before, query.period.YearBefore());
  const std::string base = CellWords(trade.Key(*query.flow, year_before));
  const char* verb = *query.flow == Flow::kTurnover ? " is " : " are ";
  if (pair->before.value.IsZero()) {
    return WithoutValue(
        trade, kPercent,
        {Reason::kZeroDenominator, absl::StrCat(base, verb, "zero, so nothing grows on it"), {}});
  }
  if (pair->before.value.Sign() < 0) {
    return WithoutValue(
        trade, kPercent,
        {Reason::kNegativeBase, absl::StrCat(base, verb, "negative, so a growth rate means nothing"), {}});
  }
  if (pair->now.value.Sign() < 0) {
    return WithoutValue(trade, kPercent,
                        {Reason::kNotDefined,
                         absl::StrCat(CellWords(trade.Key(*query.flow, query.period)), verb, "negative"),
                         {}});
  }
  return GrowthOf(trade, *query.flow, *pair);
}

}  // namespace

absl::StatusOr<Change> ChangeOnBase(const Decimal& now, const Interval& now_interval, const Decimal& before,
                                    const Interval& before_interval) {
  Change change;
  KARVAN_ASSIGN_OR_RETURN(Decimal difference, now.Sub(before));
  KARVAN_ASSIGN_OR_RETURN(change.value, Percent(difference, before));
  KARVAN_ASSIGN_OR_RETURN(Interval ratio, PercentInterval(now_interval, before_interval));
  KARVAN_ASSIGN_OR_RETURN(change.interval, Subtract(ratio, Interval::Closed(kHundred, kHundred)));
  return change;
}

absl::StatusOr<Change> ChangeOnNewValue(const Level& now, const Level& before) {
  Change change;
  KARVAN_ASSIGN_OR_RETURN(Decimal difference, now.value.Sub(before.value));
  KARVAN_ASSIGN_OR_RETURN(change.value, Percent(difference, now.value));
  KARVAN_ASSIGN_OR_RETURN(Interval ratio, PercentInterval(before.interval, now.interval));
  KARVAN_ASSIGN_OR_RETURN(change.interval, Subtract(Interval::Closed(kHundred, kHundred), ratio));
  return change;
}

absl::StatusOr<Change> LogarithmicChange(const Level& now, const Level& before) {
  constexpr int kPlaces = 9;
  auto logarithm = [](const Decimal& a, const Decimal& b) {
    return Decimal::FromDouble(100 * std::log(a.ToDouble() / b.ToDouble()), kPlaces);
  };
  Change change;
  KARVAN_ASSIGN_OR_RETURN(change.value, logarithm(now.value, before.value));
  // An interval that reaches down to zero has an infinite logarithm there.
  if (now.interval.lower->Sign() > 0) {
    KARVAN_ASSIGN_OR_RETURN(change.interval.lower, logarithm(*now.interval.lower, *before.interval.upper));
    change.interval.lower_closed = true;
  }
  if (before.interval.lower->Sign() > 0) {
    KARVAN_ASSIGN_OR_RETURN(change.interval.upper, logarithm(*now.interval.upper, *before.interval.lower));
    change.interval.upper_closed = true;
  }
  return change;
}

IndicatorDefinition GrowthDefinition() {
  return {
      .id = "growth",
      .display_name = "Growth on the same period of the year before",
      .formula = "100 (V / V0 - 1), V0 of the same months a year before",
      .unit = kPercent,
      .range = "-100 or more",
      .parameters = {{Parameter::kPeriod, true, "The later period: month, quarter, half, year, cumulative."},
                     {Parameter::kFlow, false, "X, M or T; turnover by default."}},
      .source = "UNCTAD Handbook of Statistics, calculation methods",
      .flows = {Flow::kExports, Flow::kImports, Flow::kTurnover},
      .compute = ComputeGrowth};
}

}  // namespace karvan::indicators
