#include "services/indicators/domain/indicator/definitions.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

absl::StatusOr<IndicatorResult> ComputeTradeValue(const BilateralTrade& trade, const IndicatorQuery& query) {
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> level, FlowLevel(trade, *query.flow, query.period));
  if (!level.has_value()) return WithoutValue(trade, trade.scope().dataset.currency, level.absence());
  return OfLevel(trade, *level, *query.flow);
}

}  // namespace

IndicatorDefinition TradeValueDefinition() {
  return {.id = "trade_value",
          .display_name = "Value of one flow",
          .formula = "V",
          .unit = kCurrencyUnit,
          .range = "0 or more",
          .parameters = {{Parameter::kPeriod, true, "The period of the trade."},
                         {Parameter::kFlow, true, "X for exports, M for imports."}},
          .source = "UN, International Merchandise Trade Statistics 2010",
          .flows = {Flow::kExports, Flow::kImports},
          .compute = ComputeTradeValue};
}

}  // namespace karvan::indicators
