#include "services/indicators/domain/figure/observation.h"

#include "absl/strings/str_cat.h"

namespace karvan::indicators {

absl::string_view FlowCode(Flow flow) {
  switch (flow) {
    case Flow::kExports:
      return "X";
    case Flow::kImports:
      return "M";
    case Flow::kTurnover:
      return "T";
  }
  return "";
}

std::optional<Flow> ParseFlow(absl::string_view code) {
  for (Flow flow : {Flow::kExports, Flow::kImports, Flow::kTurnover}) {
    if (FlowCode(flow) == code) return flow;
  }
  return std::nullopt;
}

absl::string_view FlowWord(Flow flow) {
  switch (flow) {
    case Flow::kExports:
      return "exports";
    case Flow::kImports:
      return "imports";
    case Flow::kTurnover:
      return "turnover";
  }
  return "";
}

std::string InPeriod(const Period& period) {
  return absl::StrCat(period.IsHalf() ? "in the " : "in ", period.Label());
}

std::string TradeWords(Flow flow, absl::string_view reporter, absl::string_view partner) {
  switch (flow) {
    case Flow::kExports:
      return absl::StrCat("exports of ", reporter, " to ", partner);
    case Flow::kImports:
      return absl::StrCat("imports of ", reporter, " from ", partner);
    case Flow::kTurnover:
      return absl::StrCat("turnover of ", reporter, " with ", partner);
  }
  return "";
}

std::string CellWords(const CellKey& key) {
  const std::string trade = TradeWords(key.flow, key.reporter, key.partner);
  const CellKey all_products;
  if (key.product == all_products.product && key.classification == all_products.classification) {
    return absl::StrCat(trade, " ", InPeriod(key.period));
  }
  return absl::StrCat(trade, ", product ", key.product, " of ", key.classification, ", ",
                      InPeriod(key.period));
}

}  // namespace karvan::indicators
