#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/indicators/domain/figure/interval.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/indicators/domain/indicator/level.h"
#include "services/indicators/domain/indicator/outcome.h"

namespace karvan::indicators {

// Goes up when the same inputs may give another value.
inline constexpr char kAlgorithmVersion[] = "1";

// Digits after the point of ratios and rates.
inline constexpr int kRatioPlaces = 6;

inline constexpr char kPercent[] = "PCT";
inline constexpr char kPercentPerYear[] = "PCT_PA";

// What an indicator came out as: a value or a reason.
struct IndicatorResult {
  std::string indicator;
  std::optional<Flow> flow;                  // of which flow, where the indicator has one
  std::optional<Decimal> value;              // in `unit`
  std::string unit;                          // an ISO 4217 code, kPercent or kPercentPerYear
  Absence absence;                           // when there is no value
  std::optional<Interval> interval;          // sound, from the rounding of the observations
  std::optional<Interval> printed_interval;  // sums taken as printed to their own last digit
  int last_place = 0;                        // of a value in currency: the power of ten of its last digit
  std::string variant;                       // which form of the formula; empty when there is one
  std::string dataset;
  int64_t snapshot = 0;
  std::vector<Observation> lineage;
  std::vector<std::string> notes;  // what a reader has to know of the inputs, in words
};

// Notes on the observations that a result was made of: which of them the office flagged confidential.
std::vector<std::string> NotesOn(const std::vector<Observation>& lineage);

// A result without a value.
IndicatorResult WithoutValue(const BilateralTrade& trade, absl::string_view unit, const Absence& absence);

// A level as a result in the dataset's currency.
IndicatorResult OfLevel(const BilateralTrade& trade, const Level& level, Flow flow);

// Whether one of the levels is a sum, so that its printed interval differs from its sound one.
bool HasSum(const std::vector<Level>& levels);

// A quotient or rate in `unit` that was made of `levels`. The ends of the intervals are rounded outwards
// to kRatioPlaces.
struct RatioValue {
  Decimal value{};
  std::optional<Interval> interval{};
  std::optional<Interval> printed_interval{};  // only when a sum went in
};
IndicatorResult OfRatio(const BilateralTrade& trade, absl::string_view unit, const RatioValue& ratio,
                        const std::vector<Level>& levels);

}  // namespace karvan::indicators
