#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/figure/interval.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/indicators/domain/indicator/outcome.h"

namespace karvan::indicators {

// How the figure of a period came about.
enum class LevelForm {
  kObserved,      // the office published it
  kSumOfFlows,    // exports and imports added
  kSumOfPeriods,  // periods added that make up the one that is asked for, exactly
};

// The figure of a flow in a period, in currency units.
struct Level {
  Decimal value;
  Interval interval{};  // sound, from the rounding of each observation
  int last_place = 0;   // the power of ten of its last digit: the finest of its parts
  LevelForm form = LevelForm::kObserved;
  std::string valuation{};  // "FOB", of X + M "X FOB, M CIF"; empty when that of a part is not stated
  std::vector<Observation> lineage{};
};

// The interval of a reader who takes the figure as printed to its last digit: that of a sum is narrower
// than its sound one.
absl::StatusOr<Interval> PrintedInterval(const Level& level);

// A level from the cell itself, else from the periods that make it up.
absl::StatusOr<Outcome<Level>> FlowLevel(const BilateralTrade& trade, Flow flow, const Period& period);

// The level of a flow, of turnover in the first of its forms that exists: published, X + M, sum of
// published periods.
absl::StatusOr<Outcome<Level>> LevelOf(const BilateralTrade& trade, Flow flow, const Period& period);

// The levels of a period and of the same months a year before, in the first form that both have.
struct LevelPair {
  Level now;
  Level before;
};
absl::StatusOr<Outcome<LevelPair>> LevelsOfTwoYears(const BilateralTrade& trade, Flow flow,
                                                    const Period& period);

// "X FOB, M CIF"; empty when the valuation of one of the two is not stated.
std::string ValuationWords(const Level& exports, const Level& imports);

// The form in words where it has to be told: "as published" or "X + M" of turnover, with how the two are
// valued where it is stated ("X + M, X FOB, M CIF"); "sum of periods"; empty for an observed flow.
std::string FormWords(const Level& level, Flow flow);

}  // namespace karvan::indicators
