#include <cmath>
#include <optional>

#include "services/indicators/domain/indicator/definitions.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// 100 ((target / base)^(1 / years) - 1), to more places than are shown. Nothing for a base of zero.
std::optional<double> YearlyGrowth(const Decimal& target, const Decimal& base, double years) {
  if (base.Sign() <= 0) return std::nullopt;
  return 100 * (std::pow(target.ToDouble() / base.ToDouble(), 1 / years) - 1);
}

absl::StatusOr<Interval> YearlyGrowthInterval(const Decimal& target, const Interval& base, double years) {
  constexpr int kPlaces = 9;
  Interval interval;
  if (std::optional<double> lower = YearlyGrowth(target, *base.upper, years)) {
    KARVAN_ASSIGN_OR_RETURN(interval.lower, Decimal::FromDouble(*lower, kPlaces));
    interval.lower_closed = true;
  }
  if (std::optional<double> upper = YearlyGrowth(target, *base.lower, years)) {
    KARVAN_ASSIGN_OR_RETURN(interval.upper, Decimal::FromDouble(*upper, kPlaces));
    interval.upper_closed = true;
  }
  return interval;
}

absl::StatusOr<IndicatorResult> ComputeRequiredGrowth(const BilateralTrade& trade,
                                                      const IndicatorQuery& query) {
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> base, LevelOf(trade, *query.flow, query.period));
  if (!base.has_value()) return WithoutValue(trade, kPercentPerYear, base.absence());
  if (base->value.Sign() <= 0) {
    const Reason reason = base->value.IsZero() ? Reason::kZeroDenominator : Reason::kNegativeDenominator;
    return WithoutValue(trade, kPercentPerYear,
                        {reason, CellWords(trade.Key(*query.flow, query.period)) + " is not above zero", {}});
  }
  // From the end of the base year to the end of the target year.
  const double years = (query.deadline->end_month() - query.period.end_month()) / 12.0;
  RatioValue rate;
  const double growth = *YearlyGrowth(*query.target_value, base->value, years);
  KARVAN_ASSIGN_OR_RETURN(rate.value, Decimal::FromDouble(growth, kRatioPlaces));
  KARVAN_ASSIGN_OR_RETURN(rate.interval, YearlyGrowthInterval(*query.target_value, base->interval, years));
  if (HasSum({*base})) {
    KARVAN_ASSIGN_OR_RETURN(Interval printed_base, PrintedInterval(*base));
    KARVAN_ASSIGN_OR_RETURN(rate.printed_interval,
                            YearlyGrowthInterval(*query.target_value, printed_base, years));
  }
  IndicatorResult result = OfRatio(trade, kPercentPerYear, rate, {*base});
  result.variant = FormWords(*base, *query.flow);
  return result;
}

}  // namespace

IndicatorDefinition RequiredGrowthDefinition() {
  return {
      .id = "required_growth",
      .display_name = "Growth a year that is needed to reach a target",
      .formula = "100 ((target / V)^(1 / n) - 1), n years from the end of the period to that of the deadline",
      .unit = kPercentPerYear,
      .range = "above -100; 0 or less when the target is reached",
      .parameters = {{Parameter::kPeriod, true, "The year to start from, 12 months."},
                     {Parameter::kFlow, false, "X, M or T; turnover by default."},
                     {Parameter::kTargetValue, true, "The value to reach, above 0, in currency units."},
                     {Parameter::kDeadline, true, "The year to reach it in, 12 months, after the period."}},
      .source = "compound annual growth rate",
      .flows = {Flow::kExports, Flow::kImports, Flow::kTurnover},
      .compute = ComputeRequiredGrowth};
}

}  // namespace karvan::indicators
