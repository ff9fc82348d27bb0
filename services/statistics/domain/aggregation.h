#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/platform/status/error.h"
#include "services/statistics/domain/observation_filter.h"

namespace karvan::statistics {

// A part of a series key by which cells are put into rows. All but the product are parts of a group, in its
// order.
enum class Dimension {
  kReporter,
  kFlow,
  kPartner,
  kClassification,
  kSecondPartner,
  kCustomsProcedure,
  kTransportMode,
  kProduct,
};
inline constexpr int kGroupDimensions = 7;

// The periods of rows; see karvan.statistics.v1.PeriodGrain for what is summed into them.
enum class PeriodGrain { kAll, kAsStored, kMonth, kQuarter, kHalfYear, kYear, kYearToDate, kRollingYear };

enum class AggregateOrder { kNone, kKey, kValueDescending };

// Converts values, period by period, by rates of a dataset of reference series.
struct CurrencyConversion {
  enum class Quote { kTargetPerSource, kSourcePerTarget };

  std::string rates;  // a dataset
  std::optional<int64_t> snapshot;
  SeriesKey series;
  Quote quote = Quote::kTargetPerSource;
  std::string currency_code;
  int digits = 0;  // after the point, 0 to kMaxConvertedDigits
  bool leave_out_missing = false;
};
inline constexpr int kMaxConvertedDigits = 12;

// How cells become rows; karvan.statistics.v1.Aggregation tells the rules.
struct Aggregation {
  std::vector<Dimension> group_by;
  int product_digits = 0;  // 0: as stored
  int sum_level = 0;       // 0: by the rules
  PeriodGrain grain = PeriodGrain::kAll;
  bool value = true;
  bool net_weight = false;
  bool quantity = false;
  AggregateOrder order = AggregateOrder::kNone;
  int top = 0;  // 0: all
  bool remainder = false;
  bool include_reported = false;
  bool allow_mixed_classifications = false;
  bool allow_mixed_valuations = false;
  std::optional<CurrencyConversion> conversion;

  bool GroupsBy(Dimension dimension) const;
};
inline constexpr int kMaxTop = 10'000;

// Adds a violation under `path` for what an aggregation of the cells of a filter may not ask for: ranges, and
// sums that would count a figure twice. Under `filter_path` for what a filter may not take in it.
void CheckAggregation(const Aggregation& aggregation, const ObservationFilter& filter, absl::string_view path,
                      absl::string_view filter_path, Violations& violations);

}  // namespace karvan::statistics
