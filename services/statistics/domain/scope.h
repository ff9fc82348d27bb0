#pragma once

#include <limits>
#include <vector>

#include "services/statistics/domain/group_key.h"

namespace karvan::statistics {

// The part of a dataset that a release replaces: a cell of it that the release does not give is deleted. An
// empty list is any code. Breakdowns are part of their totals' scope.
struct Scope {
  std::vector<Code> reporters;
  std::vector<Code> flows;
  std::vector<Code> partners;
  std::vector<Code> classifications;
  std::vector<Code> products;
  // Periods that lie within these months (year * 12 + month - 1), the end excluded.
  int first_month = 0;
  int end_month = std::numeric_limits<int>::max();

  bool Covers(const GroupKey& group, Code product, int cell_first_month, int cell_month_count) const;

  friend bool operator==(const Scope&, const Scope&) = default;
};

}  // namespace karvan::statistics
