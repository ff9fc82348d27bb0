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

bool QuantityIsWeight(const CellTable& table, const PackedCell& cell) {
  if (cell.extra == 0) return cell.quantity.present() && cell.quantity == cell.net_weight;
  const ExtraNumbers& numbers = table.extras[cell.extra - 1];
  const auto& quantity = numbers[static_cast<int>(Measure::kQuantity)];
  const auto& net_weight = numbers[static_cast<int>(Measure::kNetWeight)];
  return quantity && net_weight && quantity->scale() == net_weight->scale() && *quantity == *net_weight;
}

// The cells in the order they were given, and what they are numbered by.
struct Gathered {
  struct Numbers {
    uint32_t product = 0;
    uint32_t block = 0;
  };

  std::vector<PackedCell> cells;  // copies that lie together
  std::vector<Numbers> numbers;   // of each cell
  std::vector<uint32_t> groups;   // in the table
  Numbering products;
  Numbering blocks;
  std::vector<uint32_t> counts;  // of cells by block
};

Gathered Gather(const CellTable& table, absl::Span<const uint32_t> places) {
  Gathered all;
  all.cells.reserve(places.size());
  all.numbers.reserve(places.size());
  for (size_t i = 0; i < places.size(); ++i) {
    if (i + kAhead < places.size()) Prefetch(table.cells[places[i + kAhead]]);
    const PackedCell& cell = all.cells.emplace_back(table.cells[places[i]]);
    if (all.groups.empty() || all.groups.back() != cell.group) all.groups.push_back(cell.group);
    const uint32_t group = static_cast<uint32_t>(all.groups.size()) - 1;
    const uint32_t block = all.blocks.NumberOf(BlockKey(group, cell));
    all.numbers.push_back({all.products.NumberOf(cell.product.bits()), block});
    if (block == all.counts.size()) all.counts.push_back(0);
    ++all.counts[block];
  }
  return all;
}

// The products of a page in order; gives the place of each by its number.
std::vector<uint32_t> ArrangeProducts(const Numbering& products, PageDraft& draft) {
  std::vector<uint32_t> places(products.keys().size());
  for (uint32_t number : products.Sorted()) {
    places[number] = static_cast<uint32_t>(draft.products.size());
    draft.products.push_back(Code::FromBits(products.keys()[number]).value());
  }
  return places;
}

// The blocks of a page in order; gives the first row of each by its number.
std::vector<uint32_t> ArrangeBlocks(const Gathered& all, PageDraft& draft) {
  std::vector<uint32_t> first_rows(all.counts.size());
  uint32_t first = 0;
  for (uint32_t number : all.blocks.Sorted()) {
    PageDraft::Block& block = draft.blocks.emplace_back(BlockOf(all.blocks.keys()[number]));
    block.first = first_rows[number] = first;
    block.count = all.counts[number];
    first += block.count;
  }
  return first_rows;
}

}  // namespace

PageDraft ArrangePage(const CellTable& table, absl::Span<const uint32_t> places) {
  const Gathered all = Gather(table, places);
  PageDraft draft;
  draft.table = &table;
  draft.groups = all.groups;
  const std::vector<uint32_t> place_of_product = ArrangeProducts(all.products, draft);
  // The cells of a block already follow each other by product and month, so it is enough to deal them to
  // their blocks.
  std::vector<uint32_t> next_rows = ArrangeBlocks(all, draft);
  std::vector<uint32_t> order(all.cells.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[next_rows[all.numbers[i].block]++] = i;
  draft.rows.reserve(order.size());
  for (uint32_t i : order) {
    const PackedCell& cell = all.cells[i];
    draft.rows.push_back({cell, place_of_product[all.numbers[i].product], QuantityIsWeight(table, cell)});
  }
  return draft;
}

}  // namespace karvan::statistics
