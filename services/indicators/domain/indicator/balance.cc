#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/indicator/definitions.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

absl::StatusOr<IndicatorResult> ComputeBalance(const BilateralTrade& trade, const IndicatorQuery& query) {
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> exports, FlowLevel(trade, Flow::kExports, query.period));
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> imports, FlowLevel(trade, Flow::kImports, query.period));
  const std::string& currency = trade.scope().dataset.currency;
  if (!exports.has_value() && !imports.has_value()) {
    Absence both = exports.absence();
    absl::StrAppend(&both.text, "; ", imports.absence().text);
    both.missing.insert(both.missing.end(), imports.absence().missing.begin(),
                        imports.absence().missing.end());
    return WithoutValue(trade, currency, both);
  }
  if (!exports.has_value()) return WithoutValue(trade, currency, exports.absence());
  if (!imports.has_value()) return WithoutValue(trade, currency, imports.absence());

  IndicatorResult result = OfLevel(trade, *exports, Flow::kExports);
  result.flow.reset();
  KARVAN_ASSIGN_OR_RETURN(result.value, exports->value.Sub(imports->value));
  KARVAN_ASSIGN_OR_RETURN(result.interval, Subtract(exports->interval, imports->interval));
  result.last_place = std::min(exports->last_place, imports->last_place);
  result.variant = ValuationWords(*exports, *imports);
  result.lineage.insert(result.lineage.end(), imports->lineage.begin(), imports->lineage.end());
  return result;
}

}  // namespace

IndicatorDefinition BalanceDefinition() {
  return {.id = "balance",
          .display_name = "Trade balance",
          .formula = "X - M",
          .unit = kCurrencyUnit,
          .range = "any",
          .parameters = {{Parameter::kPeriod, true, "The period of the trade."}},
          .source = "ESCAP ST/ESCAP/2559",
          .flows = {},
          .compute = ComputeBalance};
}

}  // namespace karvan::indicators
