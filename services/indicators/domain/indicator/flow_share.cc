#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/indicator/definitions.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

absl::StatusOr<Decimal> Percent(const Decimal& part, const Decimal& whole) {
  KARVAN_ASSIGN_OR_RETURN(Decimal hundredfold, part.Shift(2));
  return Decimal::Divide(hundredfold, whole, kRatioPlaces);
}

absl::StatusOr<Interval> PercentInterval(const Interval& part, const Interval& whole) {
  KARVAN_ASSIGN_OR_RETURN(Interval hundredfold, Shift(part, 2));
  return Divide(hundredfold, whole);
}

// Each observation counts once: the share grows with the part and falls with the other flow.
absl::StatusOr<Interval> ShareOfSum(const Interval& part, const Interval& other) {
  KARVAN_ASSIGN_OR_RETURN(Decimal least_whole, part.lower->Add(*other.upper));
  KARVAN_ASSIGN_OR_RETURN(Decimal greatest_whole, part.upper->Add(*other.lower));
  KARVAN_ASSIGN_OR_RETURN(Interval least, PercentInterval(Interval::Closed(*part.lower, *part.lower),
                                                          Interval::Closed(least_whole, least_whole)));
  KARVAN_ASSIGN_OR_RETURN(Interval greatest,
                          PercentInterval(Interval::Closed(*part.upper, *part.upper),
                                          Interval::Closed(greatest_whole, greatest_whole)));
  return Interval{least.lower, greatest.upper, true, greatest.upper_closed};
}

// Why a turnover that is not above zero has no shares.
Absence NoShares(const BilateralTrade& trade, const Period& period, const Decimal& turnover) {
  const std::string words = CellWords(trade.Key(Flow::kTurnover, period));
  if (turnover.IsZero()) {
    return {Reason::kZeroDenominator, absl::StrCat(words, " is zero, so it has no shares"), {}};
  }
  return {
      Reason::kNegativeDenominator, absl::StrCat(words, " is negative, so a share of it means nothing"), {}};
}

absl::StatusOr<IndicatorResult> ShareOfFlows(const BilateralTrade& trade, const IndicatorQuery& query,
                                             const Level& part, const Level& other) {
  KARVAN_ASSIGN_OR_RETURN(Decimal whole, part.value.Add(other.value));
  if (whole.Sign() <= 0) return WithoutValue(trade, kPercent, NoShares(trade, query.period, whole));
  RatioValue share;
  KARVAN_ASSIGN_OR_RETURN(share.value, Percent(part.value, whole));
  KARVAN_ASSIGN_OR_RETURN(share.interval, ShareOfSum(part.interval, other.interval));
  Level turnover{
      .value = whole,
      .last_place = std::min(part.last_place, other.last_place),
      .form = LevelForm::kSumOfFlows,
      .valuation = *query.flow == Flow::kExports ? ValuationWords(part, other) : ValuationWords(other, part)};
  KARVAN_ASSIGN_OR_RETURN(Interval printed_whole, PrintedInterval(turnover));
  KARVAN_ASSIGN_OR_RETURN(Interval printed_part, PrintedInterval(part));
  KARVAN_ASSIGN_OR_RETURN(share.printed_interval, PercentInterval(printed_part, printed_whole));
  IndicatorResult result = OfRatio(trade, kPercent, share, {part, other});
  result.variant = absl::StrCat("of ", FormWords(turnover, Flow::kTurnover));
  return result;
}

absl::StatusOr<IndicatorResult> ShareOfTurnover(const BilateralTrade& trade, const IndicatorQuery& query,
                                                const Level& part, const Level& turnover) {
  if (turnover.value.Sign() <= 0) {
    return WithoutValue(trade, kPercent, NoShares(trade, query.period, turnover.value));
  }
  RatioValue share;
  KARVAN_ASSIGN_OR_RETURN(share.value, Percent(part.value, turnover.value));
  KARVAN_ASSIGN_OR_RETURN(share.interval, PercentInterval(part.interval, turnover.interval));
  if (HasSum({part, turnover})) {
    KARVAN_ASSIGN_OR_RETURN(Interval printed_part, PrintedInterval(part));
    KARVAN_ASSIGN_OR_RETURN(Interval printed_turnover, PrintedInterval(turnover));
    KARVAN_ASSIGN_OR_RETURN(share.printed_interval, PercentInterval(printed_part, printed_turnover));
  }
  IndicatorResult result = OfRatio(trade, kPercent, share, {part, turnover});
  result.variant = absl::StrCat("of turnover ", FormWords(turnover, Flow::kTurnover));
  return result;
}

absl::StatusOr<IndicatorResult> ComputeFlowShare(const BilateralTrade& trade, const IndicatorQuery& query) {
  const Flow other_flow = *query.flow == Flow::kExports ? Flow::kImports : Flow::kExports;
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> part, FlowLevel(trade, *query.flow, query.period));
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> other, FlowLevel(trade, other_flow, query.period));
  if (part.has_value() && other.has_value()) return ShareOfFlows(trade, query, *part, *other);

  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> turnover, LevelOf(trade, Flow::kTurnover, query.period));
  if (part.has_value() && turnover.has_value()) return ShareOfTurnover(trade, query, *part, *turnover);
  if (part.has_value()) return WithoutValue(trade, kPercent, turnover.absence());
  Absence absence = part.absence();
  if (!turnover.has_value()) {
    absence.text += "; " + turnover.absence().text;
    std::copy_if(turnover.absence().missing.begin(), turnover.absence().missing.end(),
                 std::back_inserter(absence.missing), [&](const CellKey& key) {
                   const std::vector<CellKey>& named = part.absence().missing;
                   return std::find(named.begin(), named.end(), key) == named.end();
                 });
  }
  return WithoutValue(trade, kPercent, absence);
}

}  // namespace

IndicatorDefinition FlowShareDefinition() {
  return {.id = "flow_share",
          .display_name = "Share of a flow in the turnover",
          .formula = "100 V / (X + M)",
          .unit = kPercent,
          .range = "0 to 100",
          .parameters = {{Parameter::kPeriod, true, "The period of the trade."},
                         {Parameter::kFlow, true, "X for exports, M for imports."}},
          .source = "ESCAP ST/ESCAP/2559",
          .flows = {Flow::kExports, Flow::kImports},
          .compute = ComputeFlowShare};
}

}  // namespace karvan::indicators
