#include "services/indicators/domain/indicator/implied_base.h"

#include "services/indicators/domain/indicator/definitions.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr Decimal kHundred = Decimal::FromInteger(100);

absl::StatusOr<IndicatorResult> ComputeImpliedBase(const BilateralTrade& trade, const IndicatorQuery& query) {
  const std::string& currency = trade.scope().dataset.currency;
  if (*query.growth <= -kHundred) {
    return WithoutValue(
        trade, currency,
        {Reason::kZeroDenominator, "a growth of -100% or less leaves nothing to reckon back from", {}});
  }
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> level, LevelOf(trade, *query.flow, query.period));
  if (!level.has_value()) return WithoutValue(trade, currency, level.absence());

  KARVAN_ASSIGN_OR_RETURN(Decimal half, HalfUnit(query.growth->LastDigitPlace()));
  KARVAN_ASSIGN_OR_RETURN(Interval growth, Around(*query.growth, half));
  KARVAN_ASSIGN_OR_RETURN(Implied base, ImplyBase(level->value, level->interval, *query.growth, growth));
  RatioValue quotient{base.value, base.interval};
  if (HasSum({*level})) {
    KARVAN_ASSIGN_OR_RETURN(Interval printed_level, PrintedInterval(*level));
    KARVAN_ASSIGN_OR_RETURN(Implied printed, ImplyBase(level->value, printed_level, *query.growth, growth));
    quotient.printed_interval = printed.interval;
  }
  IndicatorResult result = OfRatio(trade, currency, quotient, {*level});
  result.variant = FormWords(*level, *query.flow);
  return result;
}

}  // namespace

absl::StatusOr<Implied> ImplyBase(const Decimal& level, const Interval& level_interval, const Decimal& growth,
                                  const Interval& growth_interval) {
  Implied base;
  KARVAN_ASSIGN_OR_RETURN(Decimal hundredfold, level.Shift(2));
  KARVAN_ASSIGN_OR_RETURN(Decimal divisor, growth.Add(kHundred));
  KARVAN_ASSIGN_OR_RETURN(base.value, Decimal::Divide(hundredfold, divisor, kRatioPlaces));
  KARVAN_ASSIGN_OR_RETURN(Interval dividend, Shift(NonNegative(level_interval), 2));
  KARVAN_ASSIGN_OR_RETURN(Interval factor, Add(growth_interval, Interval::Closed(kHundred, kHundred)));
  KARVAN_ASSIGN_OR_RETURN(base.interval, Divide(dividend, NonNegative(factor)));
  return base;
}

IndicatorDefinition ImpliedBaseDefinition() {
  return {
      .id = "implied_base",
      .display_name = "Figure of the year before that a growth rate implies",
      .formula = "V / (1 + g / 100)",
      .unit = kCurrencyUnit,
      .range = "0 or more",
      .parameters = {{Parameter::kPeriod, true, "The later period, whose figure is published."},
                     {Parameter::kFlow, false, "X, M or T; turnover by default."},
                     {Parameter::kGrowth, true,
                      "The growth on the year before, in per cent, above -100; its last digit carries its "
                      "precision."}},
      .source = "inverse of growth",
      .flows = {Flow::kExports, Flow::kImports, Flow::kTurnover},
      .compute = ComputeImpliedBase};
}

}  // namespace karvan::indicators
