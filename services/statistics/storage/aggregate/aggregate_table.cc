#include "services/statistics/storage/aggregate/aggregate_table.h"

#include "services/platform/status/error.h"

namespace karvan::statistics {

size_t AggregateTable::SlotOf(const RowKey& key) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = HashOf(key) & mask;
  while (slots_[slot] != kFree && !(rows_[slots_[slot]].key == key)) slot = (slot + 1) & mask;
  return slot;
}

uint32_t AggregateTable::Search(const RowKey& key) {
  const size_t slot = SlotOf(key);
  if (slots_[slot] != kFree) return slots_[slot];
  const auto number = static_cast<uint32_t>(rows_.size());
  slots_[slot] = number;
  rows_.emplace_back();
  rows_.back().key = key;
  if (with_more_) more_.emplace_back();
  if (rows_.size() * 2 > slots_.size()) Grow();
  return number;
}

std::optional<uint32_t> AggregateTable::Find(const RowKey& key) const {
  const size_t slot = SlotOf(key);
  if (slots_[slot] == kFree) return std::nullopt;
  return slots_[slot];
}

void AggregateTable::Grow() {
  slots_.assign(slots_.size() * 4, kFree);
  const size_t mask = slots_.size() - 1;
  for (uint32_t number = 0; number < rows_.size(); ++number) {
    size_t slot = HashOf(rows_[number].key) & mask;
    while (slots_[slot] != kFree) slot = (slot + 1) & mask;
    slots_[slot] = number;
  }
}

absl::Status AggregateTable::Merge(uint32_t into, const AggregateTable& from, uint32_t number,
                                   const AggregateNames& names) {
  const AggregateRow& add = from.rows_[number];
  AggregateRow& row = rows_[into];
  if (row.cells == 0) row.kind = add.kind;
  if (row.kind != add.kind) return names.Mixed(row.kind, add.kind);
  if (!row.value.Add(add.value)) return SumOverflow();
  row.cells += add.cells;
  row.missing_values += add.missing_values;
  row.confidential += add.confidential;
  row.longer += add.longer;
  row.without_rate += add.without_rate;
  row.months |= add.months;
  if (!with_more_) return absl::OkStatus();
  const MoreSums& add_more = from.more_[number];
  MoreSums& more = more_[into];
  if (!more.net_weight.Add(add_more.net_weight) || !more.quantity.Add(add_more.quantity)) {
    return SumOverflow();
  }
  more.missing_net_weights += add_more.missing_net_weights;
  more.missing_quantities += add_more.missing_quantities;
  more.TakeUnit(add_more.unit);
  return absl::OkStatus();
}

absl::Status SumOverflow() {
  return Error(absl::StatusCode::kOutOfRange, "DECIMAL_OVERFLOW", "a sum has more than 38 digits");
}

}  // namespace karvan::statistics
