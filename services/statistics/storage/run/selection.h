#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>

#include "services/platform/period/period.h"
#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/observation_filter.h"
#include "services/statistics/domain/product_level.h"
#include "services/statistics/domain/scope.h"
#include "services/statistics/storage/run/codes.h"

namespace karvan::statistics {

// A place in the order of groups: the bits of the codes of a group, or between those of two groups.
using GroupPlace = std::array<uint64_t, 7>;
GroupPlace PlaceOf(const GroupKey& group);

// Which cells are read, as the store looks for them.
class Selection {
 public:
  static constexpr uint32_t kAnyDigits = ~uint32_t{0};

  Selection() = default;
  explicit Selection(const ObservationFilter& filter);
  explicit Selection(const Scope& scope);
  // One series, or all of a group.
  Selection(const GroupKey& group, Codes products);

  bool Takes(const GroupKey& group) const;
  bool Takes(Code product) const { return products.Contains(product) && TakesDigits(product); }
  bool TakesAllProducts() const { return products.any() && product_digits == kAnyDigits; }
  bool TakesDigits(Code product) const {
    return product_digits == kAnyDigits || (product_digits >> LevelOf(product) & 1) != 0;
  }
  bool TakesPeriod(int first_month, int month_count) const;
  // True when every period of that length that begins in the year is taken; when none is.
  bool TakesYear(int month_count, int year) const;
  bool TakesNoneOfYear(int month_count, int year) const;
  bool TakesNoneOfMonths(int first, int end) const;

  // The least place, not before `from`, at which a group is taken; nothing when none is.
  std::optional<GroupPlace> NextFrom(GroupPlace from) const;

  Codes reporters, flows, partners, classifications, second_partners, customs_procedures, transport_modes;
  Codes products;
  uint32_t product_digits = kAnyDigits;  // bit n: codes of n digits, as LevelOf counts
  std::set<Period> periods;              // empty: any
  std::set<int> period_lengths;          // in months; empty: any
  int first_month = 0;                   // periods lie within these months, the end excluded
  int end_month = std::numeric_limits<int>::max();

 private:
  bool TakesLength(int month_count) const {
    return period_lengths.empty() || period_lengths.count(month_count) > 0;
  }
};

}  // namespace karvan::statistics
