#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <vector>

#include "services/platform/period/period.h"
#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/observation_filter.h"
#include "services/statistics/domain/scope.h"

namespace karvan::statistics {

// The codes that one part of a key may have, in order; or any.
class Codes {
 public:
  static Codes Any() { return Codes(); }
  static Codes Of(std::vector<Code> codes);  // in any order
  // Of a filter; texts that are no code match nothing.
  static Codes Of(const CodeSet& set);

  bool any() const { return !codes_.has_value(); }
  bool Contains(Code code) const;
  // The least of these codes that is not below `bits`; nothing when there is none. Of any, `bits` themselves.
  std::optional<uint64_t> LeastFrom(uint64_t bits) const;
  const std::vector<Code>& codes() const { return *codes_; }

 private:
  std::optional<std::vector<Code>> codes_;
};

// A place in the order of groups: the bits of the codes of a group, or between those of two groups.
using GroupPlace = std::array<uint64_t, 7>;
GroupPlace PlaceOf(const GroupKey& group);

// Which cells are read, as the store looks for them.
class Selection {
 public:
  Selection() = default;
  explicit Selection(const ObservationFilter& filter);
  explicit Selection(const Scope& scope);

  bool Takes(const GroupKey& group) const;
  bool Takes(Code product) const { return products.Contains(product); }
  bool TakesPeriod(int first_month, int month_count) const;
  // True when every period of that length that begins in the year is taken; when none is.
  bool TakesYear(int month_count, int year) const;
  bool TakesNoneOfYear(int month_count, int year) const;
  bool TakesNoneOfMonths(int first, int end) const;

  // The least place, not before `from`, at which a group is taken; nothing when none is.
  std::optional<GroupPlace> NextFrom(GroupPlace from) const;

  Codes reporters, flows, partners, classifications, second_partners, customs_procedures, transport_modes;
  Codes products;
  std::set<Period> periods;  // empty: any
  int first_month = 0;       // periods lie within these months, the end excluded
  int end_month = std::numeric_limits<int>::max();
};

}  // namespace karvan::statistics
