#include "services/statistics/storage/page/page_draft.h"

#include "services/statistics/storage/page/numbering.h"

namespace karvan::statistics {
namespace {

// Group, length of the period, and year in which it begins, in one number.
constexpr int kYearBits = 16;
constexpr int kMonthCountBits = 16;

uint64_t BlockKey(uint32_t group, const PackedCell& cell) {
  return (uint64_t{group} << kMonthCountBits | static_cast<uint32_t>(cell.month_count)) << kYearBits |
         static_cast<uint32_t>(cell.first_month / 12);
}

PageDraft::Block BlockOf(uint64_t key) {
  PageDraft::Block block;
  block.group = static_cast<uint32_t>(key >> (kMonthCountBits + kYearBits));
  block.month_count = static_cast<uint16_t>(key >> kYearBits);
  block.year = static_cast<uint16_t>(key);
  return block;
}

// Cells lie anywhere in memory: they are asked for this many before they are read.
constexpr size_t kAhead = 16;

void Prefetch(const PackedCell& cell) {
  __builtin_prefetch(&cell);
  __builtin_prefetch(reinterpret_cast<const char*>(&cell + 1) - 1);
}

}  // namespace

// The cells of a block already follow each other by product and month, so it is enough to deal them to their
// blocks.
PageDraft ArrangePage(const CellTable& table, absl::Span<const uint32_t> places) {
  PageDraft draft;
  draft.table = &table;
  std::vector<PackedCell> cells;
  cells.reserve(places.size());
  Numbering products;
  Numbering blocks;
  struct Numbers {
    uint32_t product;
    uint32_t block;
  };
  std::vector<Numbers> numbers(places.size());
  std::vector<uint32_t> counts;  // of cells by block
  for (size_t i = 0; i < places.size(); ++i) {
    if (i + kAhead < places.size()) Prefetch(table.cells[places[i + kAhead]]);
    const PackedCell& cell = cells.emplace_back(table.cells[places[i]]);
    if (draft.groups.empty() || draft.groups.back() != cell.group) draft.groups.push_back(cell.group);
    const uint32_t group = static_cast<uint32_t>(draft.groups.size()) - 1;
    numbers[i] = {products.NumberOf(cell.product.bits()), blocks.NumberOf(BlockKey(group, cell))};
    counts.resize(blocks.keys().size());
    ++counts[numbers[i].block];
    draft.has_extras = draft.has_extras || cell.extra != 0;
  }

  std::vector<uint32_t> place_of(products.keys().size());  // in draft.products, by number
  for (uint32_t number : products.Sorted()) {
    place_of[number] = static_cast<uint32_t>(draft.products.size());
    draft.products.push_back(*Code::FromBits(products.keys()[number]));
  }
  std::vector<uint32_t> next(counts.size());  // the row of the next cell of a block, by number
  uint32_t first = 0;
  for (uint32_t number : blocks.Sorted()) {
    PageDraft::Block& block = draft.blocks.emplace_back(BlockOf(blocks.keys()[number]));
    block.first = next[number] = first;
    block.count = counts[number];
    first += counts[number];
  }
  std::vector<uint32_t> order(places.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[next[numbers[i].block]++] = i;
  draft.rows.reserve(order.size());
  for (uint32_t i : order) draft.rows.push_back({cells[i], place_of[numbers[i].product]});
  return draft;
}

}  // namespace karvan::statistics
