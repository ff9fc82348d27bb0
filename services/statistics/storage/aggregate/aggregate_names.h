#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/statistics/domain/aggregate_rules.h"
#include "services/statistics/domain/observation.h"

namespace karvan::statistics {

// The codes of a row but the product: those of the dimensions that rows are not grouped by are empty.
using GroupCodes = std::array<Code, kGroupDimensions>;

// What must be alike in all cells of a row; parts that need not be are empty.
struct CellKind {
  Code reporter;
  Code flow;
  Code classification;
  Valuation valuation = Valuation::kNotStated;

  friend bool operator==(const CellKind&, const CellKind&) = default;
};

// What rows have in common and name by a number: their codes, kinds and units.
class AggregateNames {
 public:
  AggregateNames(const std::vector<Dimension>& group_by, const AggregateRules& rules);

  // The number of the codes of the row in which all other rows are summed; it has no codes.
  static constexpr uint32_t kRemainder = ~0u;

  uint32_t PrefixOf(const GroupKey& group);
  const GroupCodes& prefix(uint32_t number) const { return prefixes_[number]; }

  uint16_t KindOf(const GroupKey& group, Valuation valuation);
  // FAILED_PRECONDITION, AGGREGATE_MIXED: says in what two kinds differ, and what to do.
  absl::Status Mixed(uint16_t one, uint16_t other) const;

  // Never 0, which is no unit yet; kMixedUnits when there are more units than numbers.
  uint16_t UnitOf(absl::string_view unit);
  const std::string& unit(uint16_t number) const { return units_[number]; }
  static constexpr uint16_t kMixedUnits = 0xffff;

 private:
  std::array<bool, kGroupDimensions> grouped_{};
  AggregateRules rules_;
  std::vector<GroupCodes> prefixes_;
  absl::flat_hash_map<GroupCodes, uint32_t> prefix_numbers_;
  std::vector<CellKind> kinds_;
  std::vector<std::string> units_ = {""};
  absl::flat_hash_map<std::string, uint16_t> unit_numbers_;
};

}  // namespace karvan::statistics
