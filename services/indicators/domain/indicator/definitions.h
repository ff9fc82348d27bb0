#pragma once

#include "services/indicators/domain/indicator/definition.h"

namespace karvan::indicators {

// One function an indicator, each in the file of its name. A new one is such a file and a line in
// catalogue.cc.
IndicatorDefinition BalanceDefinition();
IndicatorDefinition FlowShareDefinition();
IndicatorDefinition GrowthDefinition();
IndicatorDefinition ImpliedBaseDefinition();
IndicatorDefinition RequiredGrowthDefinition();
IndicatorDefinition TradeValueDefinition();
IndicatorDefinition TurnoverDefinition();

}  // namespace karvan::indicators
