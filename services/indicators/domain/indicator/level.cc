#include "services/indicators/domain/indicator/level.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/indicator/period_pieces.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

absl::StatusOr<Level> Observed(const Observation& observation) {
  Level level;
  KARVAN_ASSIGN_OR_RETURN(level.value, Amount(*observation.figure));
  KARVAN_ASSIGN_OR_RETURN(level.interval, ObservedInterval(*observation.figure));
  level.last_place = observation.figure->LastPlace();
  level.valuation = observation.valuation;
  level.lineage = {observation};
  return level;
}

// Adds a part to a sum; forms and valuations are the caller's business.
absl::Status AddTo(Level& sum, const Level& part) {
  KARVAN_ASSIGN_OR_RETURN(sum.value, sum.value.Add(part.value));
  KARVAN_ASSIGN_OR_RETURN(sum.interval, Add(sum.interval, part.interval));
  sum.last_place = std::min(sum.last_place, part.last_place);
  sum.lineage.insert(sum.lineage.end(), part.lineage.begin(), part.lineage.end());
  return absl::OkStatus();
}

absl::StatusOr<Outcome<Level>> SumOfPeriods(const std::vector<const Observation*>& pieces) {
  KARVAN_ASSIGN_OR_RETURN(Level sum, Observed(*pieces[0]));
  sum.form = LevelForm::kSumOfPeriods;
  for (size_t i = 1; i < pieces.size(); ++i) {
    KARVAN_ASSIGN_OR_RETURN(Level piece, Observed(*pieces[i]));
    if (!sum.valuation.empty() && !piece.valuation.empty() && sum.valuation != piece.valuation) {
      return Absence{Reason::kMixedValuation, absl::StrCat("the parts of the period are valued differently: ",
                                                           sum.valuation, " and ", piece.valuation)};
    }
    if (piece.valuation.empty()) sum.valuation.clear();
    KARVAN_RETURN_IF_ERROR(AddTo(sum, piece));
  }
  return sum;
}

// Exports and imports together, each from its own cell or a sum of periods.
absl::StatusOr<Outcome<Level>> SumOfFlows(const BilateralTrade& trade, const Period& period) {
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> exports, FlowLevel(trade, Flow::kExports, period));
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> imports, FlowLevel(trade, Flow::kImports, period));
  if (exports.has_value() && imports.has_value()) {
    Level sum = *exports;
    KARVAN_RETURN_IF_ERROR(AddTo(sum, *imports));
    sum.form = LevelForm::kSumOfFlows;
    sum.valuation = ValuationWords(*exports, *imports);
    return sum;
  }
  if (exports.has_value()) return imports.absence();
  if (imports.has_value()) return exports.absence();
  // Neither flow: what is missing is turnover, in whichever form, unless some part of a flow is there.
  for (const Outcome<Level>& flow : {exports, imports}) {
    if (flow.absence().reason != Reason::kMissingInput) return flow.absence();
  }
  const CellKey key = trade.Key(Flow::kTurnover, period);
  return Absence{Reason::kMissingInput, absl::StrCat(CellWords(key), " is not published"), {key}};
}

// Turnover in one form alone. A published turnover is a sum of periods too, of one: the two compare.
absl::StatusOr<Outcome<Level>> TurnoverAs(LevelForm form, const BilateralTrade& trade, const Period& period) {
  if (form == LevelForm::kSumOfFlows) return SumOfFlows(trade, period);
  const bool published = trade.FindFigure(Flow::kTurnover, period) != nullptr;
  if (form == LevelForm::kObserved && !published) return Absence{Reason::kMissingInput, "not in this form"};
  return FlowLevel(trade, Flow::kTurnover, period);
}

constexpr LevelForm kTurnoverForms[] = {LevelForm::kObserved, LevelForm::kSumOfFlows,
                                        LevelForm::kSumOfPeriods};

absl::StatusOr<Outcome<Level>> TurnoverLevel(const BilateralTrade& trade, const Period& period) {
  for (LevelForm form : kTurnoverForms) {
    KARVAN_ASSIGN_OR_RETURN(Outcome<Level> level, TurnoverAs(form, trade, period));
    if (level.has_value()) return level;
  }
  // A part of the published turnover tells more than that the flows are missing.
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> published, FlowLevel(trade, Flow::kTurnover, period));
  if (published.absence().reason != Reason::kMissingInput) return published;
  return SumOfFlows(trade, period);
}

Absence BothAbsent(const Absence& first, const Absence& second) {
  Absence both = first;
  absl::StrAppend(&both.text, "; ", second.text);
  both.missing.insert(both.missing.end(), second.missing.begin(), second.missing.end());
  return both;
}

bool MixedValuation(const LevelPair& pair) {
  return !pair.now.valuation.empty() && !pair.before.valuation.empty() &&
         pair.now.valuation != pair.before.valuation;
}

Outcome<LevelPair> Paired(const Level& now, const Level& before) {
  LevelPair pair{now, before};
  if (MixedValuation(pair)) {
    return Absence{
        Reason::kMixedValuation,
        absl::StrCat("the two years are valued differently: ", now.valuation, " against ", before.valuation)};
  }
  return pair;
}

}  // namespace

absl::StatusOr<Interval> PrintedInterval(const Level& level) {
  if (level.form == LevelForm::kObserved) return level.interval;
  KARVAN_ASSIGN_OR_RETURN(Decimal half, HalfUnit(level.last_place));
  KARVAN_ASSIGN_OR_RETURN(Interval interval, Around(level.value, half));
  return level.value.Sign() < 0 ? interval : NonNegative(interval);
}

absl::StatusOr<Outcome<Level>> FlowLevel(const BilateralTrade& trade, Flow flow, const Period& period) {
  if (const Observation* observation = trade.FindFigure(flow, period)) {
    KARVAN_ASSIGN_OR_RETURN(Level level, Observed(*observation));
    return level;
  }
  const std::vector<const Observation*> pieces = ExactPieces(trade, flow, period);
  if (!pieces.empty()) return SumOfPeriods(pieces);
  return WhyNoPieces(trade, flow, period);
}

absl::StatusOr<Outcome<Level>> LevelOf(const BilateralTrade& trade, Flow flow, const Period& period) {
  return flow == Flow::kTurnover ? TurnoverLevel(trade, period) : FlowLevel(trade, flow, period);
}

absl::StatusOr<Outcome<LevelPair>> LevelsOfTwoYears(const BilateralTrade& trade, Flow flow,
                                                    const Period& period) {
  KARVAN_ASSIGN_OR_RETURN(Period year_before, period.YearBefore());
  if (flow == Flow::kTurnover) {
    for (LevelForm form : kTurnoverForms) {
      KARVAN_ASSIGN_OR_RETURN(Outcome<Level> now, TurnoverAs(form, trade, period));
      KARVAN_ASSIGN_OR_RETURN(Outcome<Level> before, TurnoverAs(form, trade, year_before));
      if (now.has_value() && before.has_value()) return Paired(*now, *before);
    }
  }
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> now, LevelOf(trade, flow, period));
  KARVAN_ASSIGN_OR_RETURN(Outcome<Level> before, LevelOf(trade, flow, year_before));
  if (now.has_value() && before.has_value()) return Paired(*now, *before);
  if (now.has_value()) return before.absence();
  if (before.has_value()) return now.absence();
  return BothAbsent(now.absence(), before.absence());
}

std::string ValuationWords(const Level& exports, const Level& imports) {
  if (exports.valuation.empty() || imports.valuation.empty()) return "";
  return absl::StrCat("X ", exports.valuation, ", M ", imports.valuation);
}

std::string FormWords(const Level& level, Flow flow) {
  switch (level.form) {
    case LevelForm::kSumOfFlows:
      return absl::StrCat("X + M", level.valuation.empty() ? "" : ", ", level.valuation);
    case LevelForm::kSumOfPeriods:
      return "sum of periods";
    case LevelForm::kObserved:
      break;
  }
  return flow == Flow::kTurnover ? "as published" : "";
}

}  // namespace karvan::indicators
