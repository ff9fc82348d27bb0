#include "services/indicators/domain/claim/dataset_check.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/indicators/domain/claim/readings.h"
#include "services/indicators/domain/claim/unit_comparison.h"
#include "services/indicators/domain/figure/format.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

bool RestsOn(const IndicatorResult& result, absl::string_view statement) {
  return !statement.empty() &&
         std::any_of(result.lineage.begin(), result.lineage.end(),
                     [&](const Observation& observation) { return observation.statement == statement; });
}

// "the data give 77.73% [77.72 to 77.75], [77.69 to 77.78] from the turnover as printed".
std::string DataGive(const IndicatorResult& computed) {
  std::string words = absl::StrCat("the data give ", ResultWords(computed));
  if (computed.printed_interval) {
    absl::StrAppend(&words, ", ", FormatPercentInterval(*computed.printed_interval), " from sums as printed");
  }
  if (!computed.notes.empty()) absl::StrAppend(&words, " (", absl::StrJoin(computed.notes, "; "), ")");
  return words;
}

Finding RightFinding(const TradeClaim& claim, Verdict verdict, const Meaning& meaning,
                     const IndicatorResult& computed) {
  Finding finding{.verdict = verdict,
                  .explanation = absl::StrCat(VerdictWords(verdict), ": ", DataGive(computed))};
  if (verdict == Verdict::kNotIndependent) {
    absl::StrAppend(&finding.explanation, ", but by the claim's own statement, ", claim.claim->statement);
  } else if (verdict == Verdict::kPossible) {
    absl::StrAppend(&finding.explanation,
                    Disjoint(*computed.interval, meaning.meant)
                        ? ", as the words say literally but not as they are usually meant"
                        : ", which reaches beyond what is claimed");
  }
  return finding;
}

std::string MissingWords(const Absence& absence) {
  if (absence.missing.empty()) return absence.text;
  return absl::StrCat("needs ",
                      absl::StrJoin(absence.missing, " and ", [](std::string* out, const CellKey& key) {
                        absl::StrAppend(out, CellWords(key));
                      }));
}

DatasetCheck Undecided(absl::string_view why) {
  DatasetCheck check;
  check.findings.push_back(NotComputable(why));
  return check;
}

// The figure is not in the data: the size alone may tell that the unit is wrong.
absl::StatusOr<DatasetCheck> CheckWithoutFigure(const TradeClaim& claim, const BilateralTrade& trade,
                                                IndicatorResult computed) {
  DatasetCheck check;
  // A neighbour that is too large to compare with agrees with no unit.
  KARVAN_ASSIGN_OR_RETURN(SizeComparison size, UnlessTooLarge(CompareSize(claim, trade), {}));
  check.findings = std::move(size.findings);
  check.comparators = std::move(size.comparators);
  check.missing = computed.absence.missing;
  if (check.findings.empty()) {
    check.findings.push_back(NotComputable(MissingWords(computed.absence)));
  }
  check.computed = std::move(computed);
  return check;
}

// The readings after the right one.
absl::StatusOr<std::vector<Finding>> OtherReadings(const TradeClaim& claim, const BilateralTrade& trade,
                                                   const Meaning& meaning, const IndicatorResult& computed) {
  switch (claim.measure) {
    case Measure::kLevel:
    case Measure::kBalance:
      return UnitReadings(claim, meaning, computed);
    case Measure::kGrowth:
      return GrowthReadings(claim, meaning, trade, computed);
    case Measure::kShare:
      break;
  }
  return std::vector<Finding>();
}

// All readings of a claim whose figure is known; `independent` unless it rests on the claim's statement.
absl::StatusOr<DatasetCheck> CheckWithFigure(const TradeClaim& claim, const BilateralTrade& trade,
                                             const Meaning& meaning, IndicatorResult computed,
                                             bool independent) {
  DatasetCheck check;
  if (std::optional<Verdict> fit = RightReading(meaning, *computed.interval)) {
    const Verdict verdict = independent ? *fit : Verdict::kNotIndependent;
    check.findings.push_back(RightFinding(claim, verdict, meaning, computed));
  }
  // No claim is called inconsistent whose other readings are too large to try.
  std::vector<Finding> untried;
  if (check.findings.empty()) untried.push_back(NotComputable(kTooLargeWords));
  KARVAN_ASSIGN_OR_RETURN(std::vector<Finding> others,
                          UnlessTooLarge(OtherReadings(claim, trade, meaning, computed), untried));
  check.findings.insert(check.findings.end(), others.begin(), others.end());
  if (check.findings.empty()) {
    check.findings.push_back({.verdict = Verdict::kInconsistent,
                              .explanation = absl::StrCat("inconsistent: ", DataGive(computed)),
                              .right_value = computed.value});
  }
  check.computed = std::move(computed);
  return check;
}

absl::StatusOr<DatasetCheck> TryReadings(const TradeClaim& claim, const BilateralTrade& trade) {
  KARVAN_ASSIGN_OR_RETURN(Meaning meaning, MeaningOf(claim.claim->figure));
  KARVAN_ASSIGN_OR_RETURN(IndicatorResult computed, ComputeFor(claim, trade));
  if (!computed.value) return CheckWithoutFigure(claim, trade, std::move(computed));

  const std::string& statement = claim.claim->statement;
  const bool own = RightReading(meaning, *computed.interval).has_value() && RestsOn(computed, statement);
  if (own) {
    const BilateralTrade others = trade.Without(statement);
    KARVAN_ASSIGN_OR_RETURN(IndicatorResult of_others, ComputeFor(claim, others));
    if (of_others.value) return CheckWithFigure(claim, others, meaning, std::move(of_others), true);
  }
  return CheckWithFigure(claim, trade, meaning, std::move(computed), !own);
}

}  // namespace

absl::StatusOr<DatasetCheck> CheckAgainst(const TradeClaim& claim, const BilateralTrade& trade) {
  const std::string unit = UnitFor(claim, trade);
  if (claim.claim->figure.unit != unit) {
    return Undecided(absl::StrCat("the claim is in ", claim.claim->figure.unit, ", the data are in ", unit));
  }
  KARVAN_ASSIGN_OR_RETURN(DatasetCheck check,
                          UnlessTooLarge(TryReadings(claim, trade), Undecided(kTooLargeWords)));
  KARVAN_ASSIGN_OR_RETURN(std::optional<Finding> parts,
                          UnlessTooLarge(PartsThatDoNotAdd(claim, trade), std::nullopt));
  if (parts) check.findings.push_back(*std::move(parts));
  return check;
}

}  // namespace karvan::indicators
