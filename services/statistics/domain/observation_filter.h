#pragma once

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/platform/period/period.h"
#include "services/statistics/domain/code_range.h"
#include "services/statistics/domain/series_key.h"

namespace karvan::statistics {

// The values that one part of a series key may take. A set of its own, so that "any" is said, not implied.
class CodeSet {
 public:
  static CodeSet Any() { return CodeSet(); }
  // These codes, and those in these ranges.
  static CodeSet Of(std::set<std::string> codes, std::vector<CodeRange> ranges = {}) {
    return CodeSet(std::move(codes), std::move(ranges));
  }

  bool any() const { return !codes_.has_value(); }
  bool Contains(const std::string& code) const;
  // True when every code that it has is named, so that it is known which they are.
  bool OneByOne() const { return !any() && ranges_.empty(); }

  // The codes that are named one by one, in order, and the ranges; only when not any().
  const std::set<std::string>& codes() const { return *codes_; }
  const std::vector<CodeRange>& ranges() const { return ranges_; }

 private:
  CodeSet() = default;
  CodeSet(std::set<std::string> codes, std::vector<CodeRange> ranges)
      : codes_(std::move(codes)), ranges_(std::move(ranges)) {}

  std::optional<std::set<std::string>> codes_;
  std::vector<CodeRange> ranges_;
};

// Which cells are meant: those that match every part. Breakdowns are pinned to their totals unless asked for,
// so that a sum over the answer never counts a figure twice.
struct ObservationFilter {
  CodeSet reporters = CodeSet::Any();
  CodeSet partners = CodeSet::Any();
  CodeSet flows = CodeSet::Any();
  CodeSet classifications = CodeSet::Any();
  CodeSet products = CodeSet::Any();
  CodeSet second_partners = CodeSet::Of({kWorld});
  CodeSet customs_procedures = CodeSet::Of({kTotalCustoms});
  CodeSet transport_modes = CodeSet::Of({kTotalTransport});
  std::set<int> product_digits;  // as LevelOf counts; empty: any
  std::set<Period> periods;      // empty: any
  std::set<int> period_lengths;  // in months; empty: any
  // Periods must lie within these months (year * 12 + month - 1), the end excluded.
  int first_month = 0;
  int end_month = std::numeric_limits<int>::max();

  bool Matches(const SeriesKey& key) const;
  bool Matches(const Period& period) const;

  // False when no breakdown row can match.
  bool AsksForBreakdowns() const;
};

// The filter that takes one series and all its periods.
ObservationFilter FilterOf(const SeriesKey& key);

}  // namespace karvan::statistics
