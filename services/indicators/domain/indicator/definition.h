#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/indicator/bilateral_trade.h"
#include "services/indicators/domain/indicator/result.h"
#include "services/platform/period/period.h"

namespace karvan::indicators {

// What is asked of an indicator beside whose trade it is. A definition says which parts it takes; the
// caller has checked them.
struct IndicatorQuery {
  Period period;
  std::optional<Flow> flow;
  std::optional<Decimal> growth;        // per cent on the year before
  std::optional<Decimal> target_value;  // in currency units
  std::optional<Period> deadline;       // a year
};

// The parts of a query.
enum class Parameter { kPeriod, kFlow, kGrowth, kTargetValue, kDeadline };

struct ParameterDefinition {
  Parameter parameter;
  bool required = false;
  std::string description;
};

// The unit of an indicator that is in the currency of the dataset.
inline constexpr char kCurrencyUnit[] = "currency";

// An indicator: what it is, and how it is computed.
struct IndicatorDefinition {
  std::string id;
  std::string display_name;
  std::string formula;
  std::string unit;  // kCurrencyUnit, kPercent, kPercentPerYear
  std::string range;
  std::vector<ParameterDefinition> parameters;
  std::string source;
  std::vector<Flow> flows;  // that it can be asked for; empty when it has no flow
  // Fails with DECIMAL_OVERFLOW, or INVALID_ARGUMENT when the year before cannot be reckoned.
  absl::StatusOr<IndicatorResult> (*compute)(const BilateralTrade& trade, const IndicatorQuery& query);
};

}  // namespace karvan::indicators
