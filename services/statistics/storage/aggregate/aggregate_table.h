#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "services/statistics/domain/exact_sum.h"
#include "services/statistics/storage/aggregate/aggregate_names.h"
#include "services/statistics/storage/aggregate/row_period.h"

namespace karvan::statistics {

// What tells rows apart.
struct RowKey {
  uint32_t prefix = 0;  // of AggregateNames
  RowPeriod period = 0;
  Code product;
  uint16_t totals = 0;  // bits of kTotalPartner...: not 0 in a row of the office's own totals

  friend bool operator==(const RowKey&, const RowKey&) = default;
};

// A sum of values and what is counted beside it.
struct AggregateRow {
  ExactSum value;
  RowKey key;
  uint32_t cells = 0;
  uint32_t missing_values = 0;
  uint32_t confidential = 0;
  uint32_t longer = 0;
  uint32_t without_rate = 0;
  uint16_t months =
      0;  // while cells are added, the months of the year, as bits; then how many months have a cell
  uint16_t kind = 0;  // of AggregateNames; meaningless without cells
};

// The other measures of a row.
struct MoreSums {
  ExactSum net_weight;
  ExactSum quantity;
  uint32_t missing_net_weights = 0;
  uint32_t missing_quantities = 0;
  uint16_t unit = 0;  // of AggregateNames

  void TakeUnit(uint16_t other) {
    if (unit == 0) unit = other;
    if (other != 0 && unit != other) unit = AggregateNames::kMixedUnits;
  }
};

// Rows by their keys. Rows keep their numbers; a reference to one holds until the next is added.
class AggregateTable {
 public:
  // `with_more`: other measures are summed too.
  explicit AggregateTable(bool with_more) : with_more_(with_more) { slots_.assign(1024, kFree); }

  // The number of the row of a key, added when there was none.
  uint32_t FindOrAdd(const RowKey& key) {
    // Rows that were found lately are found again without a search: the years of a reporter, say.
    uint32_t& memo = memos_[(static_cast<uint32_t>(key.period) * 0x9e3779b9 ^
                             static_cast<uint32_t>(key.product.bits() >> 24) * 0x85ebca6b) >>
                            (32 - kMemoBits)];
    if (memo < rows_.size() && rows_[memo].key == key) return memo;
    return memo = Search(key);
  }
  std::optional<uint32_t> Find(const RowKey& key) const;

  size_t size() const { return rows_.size(); }
  bool with_more() const { return with_more_; }
  AggregateRow& row(uint32_t number) { return rows_[number]; }
  const AggregateRow& row(uint32_t number) const { return rows_[number]; }
  MoreSums& more(uint32_t number) { return more_[number]; }
  const MoreSums& more(uint32_t number) const { return more_[number]; }

  // Adds a row of `from` to a row of this table: figures, counts and months. DECIMAL_OVERFLOW,
  // AGGREGATE_MIXED.
  absl::Status Merge(uint32_t into, const AggregateTable& from, uint32_t number, const AggregateNames& names);

 private:
  static constexpr uint32_t kFree = ~0u;
  static constexpr int kMemoBits = 6;

  static uint64_t HashOf(const RowKey& key) {
    const uint64_t rest = static_cast<uint64_t>(key.prefix) << 32 | static_cast<uint32_t>(key.period);
    uint64_t hash = key.product.bits() * 0x9e3779b97f4a7c15 ^ (rest + key.totals) * 0xc2b2ae3d27d4eb4f;
    hash ^= hash >> 32;
    return hash * 0x9e3779b97f4a7c15 >> 20;
  }
  size_t SlotOf(const RowKey& key) const;
  uint32_t Search(const RowKey& key);
  void Grow();

  bool with_more_;
  std::vector<AggregateRow> rows_;
  std::vector<MoreSums> more_;
  std::vector<uint32_t> slots_;  // open addressing, at most half full
  std::array<uint32_t, size_t{1} << kMemoBits> memos_{};
};

// DECIMAL_OVERFLOW.
absl::Status SumOverflow();

}  // namespace karvan::statistics
