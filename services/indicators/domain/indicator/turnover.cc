#include "services/indicators/domain/indicator/definitions.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

absl::StatusOr<IndicatorResult> ComputeTurnover(const BilateralTrade& trade, const IndicatorQuery& query) {
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> level, LevelOf(trade, Flow::kTurnover, query.period));
  if (!level.has_value()) return WithoutValue(trade, trade.scope().dataset.currency, level.absence());
  IndicatorResult result = OfLevel(trade, *level, Flow::kTurnover);
  return result;
}

}  // namespace

IndicatorDefinition TurnoverDefinition() {
  return {.id = "turnover",
          .display_name = "Trade turnover",
          .formula = "T as published, else X + M",
          .unit = kCurrencyUnit,
          .range = "0 or more",
          .parameters = {{Parameter::kPeriod, true, "The period of the trade."}},
          .source = "UN, International Merchandise Trade Statistics 2010; ESCAP ST/ESCAP/2559",
          .flows = {},
          .compute = ComputeTurnover};
}

}  // namespace karvan::indicators
