#include "services/statistics/storage/page/page.h"

#include <algorithm>

namespace karvan::statistics {

absl::Span<const Page::Block> Page::BlocksOf(uint32_t group) const {
  return absl::MakeConstSpan(blocks_).subspan(first_blocks_[group],
                                              first_blocks_[group + 1] - first_blocks_[group]);
}

uint32_t Page::FindGroup(const GroupKey& group) const {
  const auto at = std::lower_bound(groups_.begin(), groups_.end(), group);
  const bool found = at != groups_.end() && *at == group;
  return static_cast<uint32_t>(found ? at - groups_.begin() : groups_.size());
}

const Page::Block* Page::FindBlock(uint32_t group, int32_t month_count, int32_t year) const {
  const absl::Span<const Block> blocks = BlocksOf(group);
  const auto at = std::lower_bound(blocks.begin(), blocks.end(), std::make_pair(month_count, year),
                                   [](const Block& block, const std::pair<int32_t, int32_t>& period) {
                                     return std::make_pair(block.month_count, block.year) < period;
                                   });
  return at != blocks.end() && at->month_count == month_count && at->year == year ? &*at : nullptr;
}

const Page::Entry* Page::FindEntry(const Block& block, Code product) const {
  const auto code = std::lower_bound(products_.begin(), products_.end(), product);
  if (code == products_.end() || *code != product) return nullptr;
  const uint16_t index = static_cast<uint16_t>(code - products_.begin());
  const absl::Span<const Entry> entries = EntriesOf(block);
  const auto at = std::lower_bound(entries.begin(), entries.end(), index,
                                   [](const Entry& entry, uint16_t index) { return entry.product < index; });
  return at != entries.end() && at->product == index ? &*at : nullptr;
}

const Page::PageAttributes& Page::MarksOf(uint32_t cell, uint16_t product) const {
  if (attributes_.size() == 1) return attributes_[0];
  const auto at = std::lower_bound(marks_.begin(), marks_.end(), cell,
                                   [](const CellMark& mark, uint32_t cell) { return mark.cell < cell; });
  if (at != marks_.end() && at->cell == cell) return attributes_[at->attributes];
  return attributes_[product_attributes_[product]];
}

const NumberColumn& Page::ColumnOf(uint32_t cell, uint16_t product, Measure measure) const {
  if (measure == Measure::kQuantity && MarksOf(cell, product).quantity_is_weight)
    measure = Measure::kNetWeight;
  return column(measure);
}

std::optional<Decimal> Page::Get(uint32_t cell, uint16_t product, Measure measure) const {
  return ColumnOf(cell, product, measure).Get(cell);
}

PackedCell Page::PackedCellAt(uint32_t cell, uint16_t product, CellTableBuilder& to) const {
  PackedCell packed;
  packed.product = products_[product];
  packed.attributes = to.AddAttributes(AttributesOf(cell, product));
  ExtraNumbers numbers;
  for (int measure = 0; measure < kMeasureCount; ++measure) {
    numbers[measure] = Get(cell, product, static_cast<Measure>(measure));
  }
  to.SetNumbers(std::move(numbers), packed);
  return packed;
}

const Attributes& Page::AttributesOf(uint32_t cell, uint16_t product) const {
  return MarksOf(cell, product).said;
}

int64_t Page::SequenceOf(uint32_t cell, int32_t month_count, int32_t first_month) const {
  if (month_sequences_.empty()) return default_sequence_;
  const auto other = std::lower_bound(cell_sequences_.begin(), cell_sequences_.end(), cell,
                                      [](const CellSequence& at, uint32_t cell) { return at.cell < cell; });
  if (other != cell_sequences_.end() && other->cell == cell) return other->sequence;
  const auto at = std::lower_bound(month_sequences_.begin(), month_sequences_.end(),
                                   std::make_pair(month_count, first_month),
                                   [](const MonthSequence& of, const std::pair<int32_t, int32_t>& period) {
                                     return std::make_pair(of.month_count, of.first_month) < period;
                                   });
  const bool found =
      at != month_sequences_.end() && at->month_count == month_count && at->first_month == first_month;
  return found ? at->sequence : default_sequence_;
}

size_t Page::memory_bytes() const {
  auto size_of = [](const auto& items) { return items.capacity() * sizeof(items[0]); };
  size_t size = sizeof(Page) + bytes_.capacity() + size_of(groups_) + size_of(first_blocks_) +
                size_of(products_) + size_of(attributes_) + size_of(product_attributes_) + size_of(marks_) +
                size_of(blocks_) + size_of(entries_) + size_of(month_sequences_) + size_of(cell_sequences_);
  for (const NumberColumn& column : columns_) size += column.memory_bytes();
  return size;
}

}  // namespace karvan::statistics
