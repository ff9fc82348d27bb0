#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/indicators/domain/figure/interval.h"
#include "services/indicators/domain/figure/observation.h"
#include "services/indicators/domain/indicator/result.h"
#include "services/indicators/domain/registry/claim.h"

namespace karvan::indicators {

// What became of a claim. See CLAIMS.md.
enum class Verdict {
  kConsistent,
  kPossible,
  kInconsistent,
  kUnitSuspect,
  kWrongDenominator,
  kLogarithm,
  kPartsDoNotAdd,
  kNotIndependent,
  kNotComputable,
};

// "unit suspect".
absl::string_view VerdictWords(Verdict verdict);

// One reading of a claim that fits.
struct Finding {
  Verdict verdict = Verdict::kNotComputable;
  std::string explanation{};             // in words, with the figures; begins with the verdict
  std::optional<Decimal> right_value{};  // in the unit of the claim, where the printed one is wrong
  int unit_shift = 0;                    // with kUnitSuspect: the printed figure is to be read times 10^this
};

// "not computable: no dataset of TJK's own trade is there".
Finding NotComputable(absl::string_view why);

// A figure that follows from a claim together with a level, if both are right.
struct ImpliedFigure {
  CellKey cell;  // its dataset is that of the level; empty when the level was claimed too
  Decimal value;
  std::string unit;
  Interval interval;                         // given how all that it follows from was printed
  std::optional<Interval> printed_interval;  // sums taken as printed to their own last digit
  std::string basis;                         // what it follows from, in words
  std::vector<Observation> lineage{};        // that the level was made of; none when it was claimed
};

// A claim and what became of it.
struct ClaimCheck {
  Claim claim;
  std::string printed;            // the figure in words
  std::string subject;            // "turnover of TJK with KAZ, 2023"
  std::vector<Finding> findings;  // at least one; the first is the verdict
  std::optional<Interval> meant;  // in the unit of the computed figure
  std::optional<Interval> literal;
  std::optional<IndicatorResult> computed;
  std::vector<Observation> comparators;
  std::vector<CellKey> missing;
  std::vector<ImpliedFigure> implied;

  const Finding& verdict() const { return findings.front(); }
};

}  // namespace karvan::indicators
