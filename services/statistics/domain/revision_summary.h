#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/platform/decimal/decimal.h"
#include "services/platform/period/period.h"
#include "services/statistics/domain/observation.h"

namespace karvan::statistics {

// The size of some revisions: of an earlier value P to a later one L, R = L - P. The measures are those of
// vintage.proto, which names their source. Sums are exact.
class RevisionStatistics {
 public:
  // DECIMAL_OVERFLOW when a sum, that of the squares among them, needs more than 38 digits.
  absl::Status Add(const Decimal& earlier, const Decimal& later);

  int64_t count() const { return count_; }
  int64_t upward_count() const { return upward_count_; }
  int64_t downward_count() const { return downward_count_; }
  const Decimal& sum() const { return sum_; }
  const Decimal& absolute_sum() const { return absolute_sum_; }
  // Nothing where they cannot be told.
  std::optional<double> Mean() const;
  std::optional<double> StandardDeviation() const;
  std::optional<double> MeanAbsolute() const;
  std::optional<double> RelativeMeanAbsolutePercent() const;

 private:
  int64_t count_ = 0;
  int64_t upward_count_ = 0;
  int64_t downward_count_ = 0;
  Decimal sum_;
  Decimal absolute_sum_;
  Decimal square_sum_;
  Decimal absolute_later_sum_;
};

// What one version said of a cell, as far as revisions go.
struct RevisedValue {
  std::optional<Decimal>
      value;  // multiplier applied; nothing when none was published or the cell was taken away
  Valuation valuation = Valuation::kNotStated;
  absl::Time published_at;
};

// The revisions of many cells.
class RevisionSummary {
 public:
  static constexpr int kMaxOrder = 100;
  static constexpr int kMaxLagMonths = 120;

  // The versions of one cell, the oldest first; at least one.
  absl::Status AddCell(const Period& period, absl::Span<const RevisedValue> versions);

  // From the first version that has a value to the last version, when that has one too.
  const RevisionStatistics& first_to_latest() const { return first_to_latest_; }
  // From each version to the next. By the place of the later one, from 1 (the second version) to kMaxOrder.
  const std::map<int, RevisionStatistics>& by_order() const { return by_order_; }
  // By the months from the end of the period to its publication, 0 to kMaxLagMonths.
  const std::map<int, RevisionStatistics>& by_lag() const { return by_lag_; }
  int64_t cell_count() const { return cell_count_; }
  int64_t version_count() const { return version_count_; }
  // Steps between versions that could not be compared.
  int64_t not_compared_count() const { return not_compared_count_; }

 private:
  RevisionStatistics first_to_latest_;
  std::map<int, RevisionStatistics> by_order_;
  std::map<int, RevisionStatistics> by_lag_;
  int64_t cell_count_ = 0;
  int64_t version_count_ = 0;
  int64_t not_compared_count_ = 0;
};

// Whole calendar months from the end of a period to a time in UTC: for January, any time of February is 0 and
// of March 1. Negative before the end.
int LagMonths(const Period& period, absl::Time published_at);

}  // namespace karvan::statistics
