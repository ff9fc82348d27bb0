#include "services/indicators/domain/claim/unit_comparison.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/indicators/domain/figure/format.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

constexpr int kNeighbourMonths = 12;
const double kGreatestRatio = std::sqrt(10.0);  // 10^0.5, and its inverse

// A figure of a neighbouring period.
struct Comparator {
  Period period;
  Level level;
};

// The figure of the flow from observations of that very period.
absl::StatusOr<Outcome<Level>> OwnLevel(const BilateralTrade& trade, Flow flow, const Period& period) {
  const bool both_flows = trade.FindFigure(Flow::kExports, period) != nullptr &&
                          trade.FindFigure(Flow::kImports, period) != nullptr;
  const bool observed = trade.FindFigure(flow, period) != nullptr || (flow == Flow::kTurnover && both_flows);
  if (!observed) return Absence{};
  return LevelOf(trade, flow, period);
}

absl::StatusOr<std::vector<Comparator>> Neighbours(const TradeClaim& claim, const BilateralTrade& trade) {
  std::vector<Comparator> neighbours;
  for (const Period& period : trade.PeriodsWithin(claim.period.first_month() - kNeighbourMonths,
                                                  claim.period.end_month() + kNeighbourMonths)) {
    KARVAN_ASSIGN_OR_RETURN(Outcome<Level> level, OwnLevel(trade, claim.flow, period));
    if (level.has_value()) neighbours.push_back({period, *level});
  }
  return neighbours;
}

bool OfOneSize(double value, const Period& period, const Comparator& comparator) {
  const double months = static_cast<double>(period.month_count()) / comparator.period.month_count();
  const double ratio = value / (comparator.level.value.ToDouble() * months);
  return ratio <= kGreatestRatio && ratio >= 1 / kGreatestRatio;
}

std::string ComparatorWords(const std::vector<Comparator>& comparators, absl::string_view currency) {
  return absl::StrJoin(comparators, ", ", [&](std::string* out, const Comparator& comparator) {
    absl::StrAppend(out, FormatMoney(comparator.level.value, comparator.level.last_place, currency), " ",
                    InPeriod(comparator.period));
  });
}

}  // namespace

absl::StatusOr<Finding> UnitFinding(const Claim& claim, int shift) {
  QuotedFigure shifted = claim.figure;
  shifted.unit_multiplier += shift;
  Finding finding{.verdict = Verdict::kUnitSuspect, .unit_shift = shift};
  KARVAN_ASSIGN_OR_RETURN(finding.right_value, Amount(shifted));
  shifted.qualifier = Qualifier::kNone;
  finding.explanation = absl::StrCat("unit suspect: reads right as ", InWords(shifted));
  return finding;
}

absl::StatusOr<SizeComparison> CompareSize(const TradeClaim& claim, const BilateralTrade& trade) {
  SizeComparison comparison;
  if (claim.measure != Measure::kLevel) return comparison;
  KARVAN_ASSIGN_OR_RETURN(std::vector<Comparator> comparators, Neighbours(claim, trade));
  for (const Comparator& comparator : comparators) {
    comparison.comparators.insert(comparison.comparators.end(), comparator.level.lineage.begin(),
                                  comparator.level.lineage.end());
  }
  if (comparators.empty()) return comparison;
  KARVAN_ASSIGN_OR_RETURN(Decimal printed, Amount(claim.claim->figure));
  for (int shift : kUnitShifts) {
    const double value = printed.ToDouble() * std::pow(10.0, shift);
    const bool fits_all =
        std::all_of(comparators.begin(), comparators.end(),
                    [&](const Comparator& comparator) { return OfOneSize(value, claim.period, comparator); });
    if (!fits_all) continue;
    KARVAN_ASSIGN_OR_RETURN(Finding finding, UnitFinding(*claim.claim, shift));
    absl::StrAppend(&finding.explanation, "; compared with ",
                    ComparatorWords(comparators, trade.scope().dataset.currency));
    comparison.findings.push_back(std::move(finding));
  }
  return comparison;
}

}  // namespace karvan::indicators
