#include "services/indicators/domain/claim/readings.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/indicators/domain/claim/unit_comparison.h"
#include "services/indicators/domain/figure/format.h"
#include "services/indicators/domain/indicator/growth.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

// "19.7% (19.726% [19.715 to 19.736])".
std::string RightGrowthWords(const IndicatorResult& growth) {
  return absl::StrCat(FormatPercent(*growth.value), " (", ResultWords(growth), ")");
}

Finding GrowthFinding(Verdict verdict, const IndicatorResult& growth, const Change& change,
                      absl::string_view what) {
  const int decimals = 3;
  return {.verdict = verdict,
          .explanation = absl::StrCat(VerdictWords(verdict), ": right is ", RightGrowthWords(growth), "; ",
                                      FormatNumber(change.value, decimals), "% is ", what),
          .right_value = growth.value};
}

// In words, where the parts of a period do not add up; else empty.
absl::StatusOr<std::string> PartsIn(const BilateralTrade& trade, const Period& period) {
  const Observation* turnover = trade.FindFigure(Flow::kTurnover, period);
  const Observation* exports = trade.FindFigure(Flow::kExports, period);
  const Observation* imports = trade.FindFigure(Flow::kImports, period);
  if (turnover == nullptr || exports == nullptr || imports == nullptr) return "";

  KARVAN_ASSIGN_OR_RETURN(Interval whole, ObservedInterval(*turnover->figure));
  KARVAN_ASSIGN_OR_RETURN(Interval first, ObservedInterval(*exports->figure));
  KARVAN_ASSIGN_OR_RETURN(Interval second, ObservedInterval(*imports->figure));
  KARVAN_ASSIGN_OR_RETURN(Interval parts, Add(first, second));
  if (!Disjoint(parts, whole)) return "";

  KARVAN_ASSIGN_OR_RETURN(Decimal exported, Amount(*exports->figure));
  KARVAN_ASSIGN_OR_RETURN(Decimal imported, Amount(*imports->figure));
  KARVAN_ASSIGN_OR_RETURN(Decimal sum, exported.Add(imported));
  KARVAN_ASSIGN_OR_RETURN(Decimal printed, Amount(*turnover->figure));
  const int sum_place = std::min(exports->figure->LastPlace(), imports->figure->LastPlace());
  return absl::StrCat("exports of ", FormatAmount(exported, exports->figure->LastPlace()), " and imports of ",
                      FormatAmount(imported, imports->figure->LastPlace()), " make ",
                      FormatAmount(sum, sum_place), ", against a published turnover of ",
                      FormatMoney(printed, turnover->figure->LastPlace(), trade.scope().dataset.currency),
                      " ", InPeriod(period));
}

}  // namespace

absl::StatusOr<Meaning> MeaningOf(const QuotedFigure& figure) {
  Meaning meaning;
  KARVAN_ASSIGN_OR_RETURN(meaning.meant, MeantInterval(figure));
  KARVAN_ASSIGN_OR_RETURN(meaning.literal, LiteralInterval(figure));
  return meaning;
}

std::optional<Verdict> RightReading(const Meaning& meaning, const Interval& computed) {
  if (Disjoint(computed, meaning.literal)) return std::nullopt;
  return Inside(computed, meaning.meant) ? Verdict::kConsistent : Verdict::kPossible;
}

absl::StatusOr<std::vector<Finding>> UnitReadings(const TradeClaim& claim, const Meaning& meaning,
                                                  const IndicatorResult& computed) {
  std::vector<Finding> findings;
  for (int shift : kUnitShifts) {
    KARVAN_ASSIGN_OR_RETURN(Interval shifted, Shift(meaning.meant, shift));
    if (Disjoint(*computed.interval, shifted)) continue;
    KARVAN_ASSIGN_OR_RETURN(Finding finding, UnitFinding(*claim.claim, shift));
    absl::StrAppend(&finding.explanation, "; the data give ", ResultWords(computed));
    findings.push_back(std::move(finding));
  }
  return findings;
}

absl::StatusOr<std::vector<Finding>> GrowthReadings(const TradeClaim& claim, const Meaning& meaning,
                                                    const BilateralTrade& trade,
                                                    const IndicatorResult& computed) {
  std::vector<Finding> findings;
  KARVAN_ASSIGN_OR_RETURN(Outcome<LevelPair> pair, LevelsOfTwoYears(trade, claim.flow, claim.period));
  if (!pair.has_value() || pair->now.value.Sign() <= 0 || pair->before.value.Sign() <= 0) return findings;
  KARVAN_ASSIGN_OR_RETURN(Change on_new, ChangeOnNewValue(pair->now, pair->before));
  if (!Disjoint(on_new.interval, meaning.meant)) {
    findings.push_back(
        GrowthFinding(Verdict::kWrongDenominator, computed, on_new, "the change over the new value"));
  }
  KARVAN_ASSIGN_OR_RETURN(Change logarithm, LogarithmicChange(pair->now, pair->before));
  if (!Disjoint(logarithm.interval, meaning.meant)) {
    findings.push_back(
        GrowthFinding(Verdict::kLogarithm, computed, logarithm, "100 times the difference of logarithms"));
  }
  return findings;
}

absl::StatusOr<std::optional<Finding>> PartsThatDoNotAdd(const TradeClaim& claim,
                                                         const BilateralTrade& trade) {
  const bool about_turnover = claim.measure == Measure::kShare ||
                              (claim.flow == Flow::kTurnover &&
                               (claim.measure == Measure::kLevel || claim.measure == Measure::kGrowth));
  if (!about_turnover) return std::nullopt;
  KARVAN_ASSIGN_OR_RETURN(std::string words, PartsIn(trade, claim.period));
  if (claim.measure == Measure::kGrowth) {
    KARVAN_ASSIGN_OR_RETURN(Period year_before, claim.period.YearBefore());
    KARVAN_ASSIGN_OR_RETURN(std::string before, PartsIn(trade, year_before));
    absl::StrAppend(&words, words.empty() || before.empty() ? "" : "; ", before);
  }
  if (words.empty()) return std::nullopt;
  return Finding{.verdict = Verdict::kPartsDoNotAdd,
                 .explanation = absl::StrCat("parts do not add: ", words)};
}

}  // namespace karvan::indicators
