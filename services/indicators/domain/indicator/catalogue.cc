#include "services/indicators/domain/indicator/catalogue.h"

#include <algorithm>

#include "services/indicators/domain/indicator/definitions.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {

const std::vector<IndicatorDefinition>& Catalogue() {
  static const auto& catalogue = *new std::vector<IndicatorDefinition>{
      BalanceDefinition(),        FlowShareDefinition(),  GrowthDefinition(),   ImpliedBaseDefinition(),
      RequiredGrowthDefinition(), TradeValueDefinition(), TurnoverDefinition(),
  };
  return catalogue;
}

const IndicatorDefinition* FindIndicator(absl::string_view id) {
  const std::vector<IndicatorDefinition>& catalogue = Catalogue();
  auto found = std::find_if(catalogue.begin(), catalogue.end(), [&](const IndicatorDefinition& indicator) {
    return absl::string_view(indicator.id) == id;
  });
  return found == catalogue.end() ? nullptr : &*found;
}

absl::StatusOr<IndicatorResult> Compute(const IndicatorDefinition& indicator, const BilateralTrade& trade,
                                        const IndicatorQuery& query) {
  IndicatorQuery complete = query;
  const bool has_flow = !indicator.flows.empty();
  if (has_flow && !complete.flow) complete.flow = Flow::kTurnover;
  const std::string& unit = indicator.unit == kCurrencyUnit ? trade.scope().dataset.currency : indicator.unit;
  KARVAN_ASSIGN_OR_RETURN(IndicatorResult result, UnlessTooLarge(indicator.compute(trade, complete),
                                                                 WithoutValue(trade, unit, TooLarge())));
  result.indicator = indicator.id;
  if (has_flow) result.flow = complete.flow;
  result.notes = NotesOn(result.lineage);
  return result;
}

}  // namespace karvan::indicators
