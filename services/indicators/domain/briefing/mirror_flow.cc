#include "services/indicators/domain/briefing/mirror_flow.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/figure/format.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// A flow as one office counts it.
struct Counted {
  MirrorSide side;
  std::string valuation;  // empty when it is not stated
};

// By the first of the reporter's datasets that has it.
absl::StatusOr<std::optional<Counted>> CountedBy(const std::string& reporter, const std::string& partner,
                                                 Flow flow, const Period& period,
                                                 const std::vector<BilateralTrade>& trades) {
  for (const BilateralTrade& trade : trades) {
    if (trade.scope().reporter != reporter || trade.scope().partner != partner) continue;
    KARVAN_ASSIGN_OR_RETURN(Outcome<Level> level, UnlessTooLarge(FlowLevel(trade, flow, period), TooLarge()));
    if (!level.has_value()) continue;
    Counted counted;
    counted.side.dataset = trade.scope().dataset.name;
    counted.side.reporter = reporter;
    counted.side.value = level->value;
    counted.side.last_place = level->last_place;
    counted.side.currency = trade.scope().dataset.currency;
    counted.side.lineage = level->lineage;
    counted.valuation = level->valuation;
    return counted;
  }
  return std::nullopt;
}

// "877.6 million USD FOB on Kazakhstan's data".
std::string CountedWords(const Counted& counted, const AreaPair& areas) {
  const MirrorSide& side = counted.side;
  return absl::StrCat(FormatMoney(*side.value, side.last_place, side.currency),
                      counted.valuation.empty() ? "" : " ", counted.valuation, " on ",
                      areas.NameOf(side.reporter), "'s data", NoteWords(side));
}

absl::StatusOr<MirrorFlow> Compare(const AreaPair& areas, const Period& period, const Counted& exports,
                                   const Counted& imports) {
  MirrorFlow flow{exports.side, imports.side, std::nullopt, ""};
  flow.note = absl::StrCat(TradeWords(Flow::kExports, exports.side.reporter, imports.side.reporter), " ",
                           InPeriod(period), ": ", CountedWords(exports, areas),
                           ", against imports there of ", CountedWords(imports, areas));
  if (exports.side.currency != imports.side.currency) return flow;
  const absl::StatusOr<Decimal> gap = exports.side.value->Sub(*imports.side.value);
  if (IsTooLarge(gap.status())) {
    absl::StrAppend(&flow.note, "; gap not computable: ", kTooLargeWords);
    return flow;
  }
  KARVAN_RETURN_IF_ERROR(gap.status());
  flow.gap = *gap;
  const int last_place = std::max(exports.side.last_place, imports.side.last_place);
  absl::StrAppend(&flow.note, "; gap ", FormatMoney(*gap, last_place, exports.side.currency));
  return flow;
}

}  // namespace

absl::StatusOr<std::vector<MirrorFlow>> MirrorFlowsIn(const AreaPair& areas, const Period& period,
                                                      const std::vector<BilateralTrade>& trades) {
  std::vector<MirrorFlow> flows;
  for (const auto& [from, to] :
       {std::pair(areas.country, areas.partner), std::pair(areas.partner, areas.country)}) {
    KARVAN_ASSIGN_OR_RETURN(std::optional<Counted> exports,
                            CountedBy(from, to, Flow::kExports, period, trades));
    KARVAN_ASSIGN_OR_RETURN(std::optional<Counted> imports,
                            CountedBy(to, from, Flow::kImports, period, trades));
    if (!exports || !imports) continue;
    KARVAN_ASSIGN_OR_RETURN(MirrorFlow flow, Compare(areas, period, *exports, *imports));
    flows.push_back(std::move(flow));
  }
  return flows;
}

}  // namespace karvan::indicators
