#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/time/time.h"
#include "services/statistics/domain/code.h"

namespace karvan::statistics {

// Months from the first of the earliest period to the end of the latest (year * 12 + month - 1).
struct MonthSpan {
  int32_t first_month = std::numeric_limits<int32_t>::max();
  int32_t end_month = 0;

  void Add(int32_t first, int32_t end) {
    if (first < first_month) first_month = first;
    if (end > end_month) end_month = end;
  }
  friend bool operator==(const MonthSpan&, const MonthSpan&) = default;
};

// What a dataset holds that is seen now.
struct DatasetDescription {
  struct Reporter {
    std::set<Code> flows;
    std::set<Code> partners;
    MonthSpan months;
    int64_t series_count = 0;
    int64_t cell_count = 0;
  };
  struct PeriodLength {
    MonthSpan months;
    int64_t cell_count = 0;
  };
  struct ProductLevel {
    int64_t series_count = 0;
    int64_t cell_count = 0;
  };

  std::map<Code, Reporter> reporters;
  std::map<int32_t, PeriodLength> period_lengths;               // by months
  std::map<std::pair<Code, int>, ProductLevel> product_levels;  // by classification and LevelOf
  int64_t series_count = 0;
  int64_t cell_count = 0;
  int64_t version_count = 0;  // of all cells in the store, seen or not
  int64_t store_bytes = 0;    // about
  int64_t live_run_count = 0;
  int64_t publication_count = 0;
  std::optional<absl::Time> last_recorded_at;
  int64_t snapshot = 0;
};

}  // namespace karvan::statistics
