#include "services/statistics/storage/run/run_order.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "services/statistics/storage/page/numbering.h"

namespace karvan::statistics {
namespace {

// Equal words have equal ranks, from 0 in the order of words.
struct Ranks {
  std::vector<uint32_t> of_items;
  uint32_t count = 0;  // of different words
};

// Of `word(i)` for each item.
template <typename Word>
Ranks RanksOf(size_t items, Word word) {
  Numbering numbers;
  Ranks ranks;
  ranks.of_items.reserve(items);
  for (size_t i = 0; i < items; ++i) ranks.of_items.push_back(numbers.NumberOf(word(i)));
  ranks.count = static_cast<uint32_t>(numbers.keys().size());
  std::vector<uint32_t> rank_of_number(ranks.count);
  uint32_t next = 0;
  for (uint32_t number : numbers.Sorted()) rank_of_number[number] = next++;
  for (uint32_t& item : ranks.of_items) item = rank_of_number[item];
  return ranks;
}

// Of the groups of a table: part by part, for two ranks make a word.
Ranks GroupRanks(const std::vector<GroupKey>& groups) {
  constexpr Code GroupKey::*kParts[] = {
      &GroupKey::reporter,       &GroupKey::flow,           &GroupKey::partner,
      &GroupKey::classification, &GroupKey::second_partner, &GroupKey::customs_procedure,
      &GroupKey::transport_mode,
  };
  Ranks ranks{std::vector<uint32_t>(groups.size()), 1};
  for (const auto part : kParts) {
    const Ranks of_part = RanksOf(groups.size(), [&](size_t i) { return (groups[i].*part).bits(); });
    if (of_part.count <= 1) continue;
    ranks = RanksOf(groups.size(),
                    [&](size_t i) { return uint64_t{ranks.of_items[i]} << 32 | of_part.of_items[i]; });
  }
  return ranks;
}

uint64_t PeriodWord(const PackedCell& cell) {
  return uint64_t{static_cast<uint32_t>(cell.first_month)} << 32 | static_cast<uint32_t>(cell.month_count);
}

// What a cell is sorted by: the ranks of its parts.
struct Item {
  uint32_t group = 0;
  uint32_t product = 0;
  uint32_t period = 0;
  uint32_t place = 0;

  friend bool operator<(const Item& a, const Item& b) {
    return std::tie(a.group, a.product, a.period) < std::tie(b.group, b.product, b.period);
  }
};

std::vector<Item> ItemsOf(const CellTable& table,
                          std::array<std::pair<uint32_t Item::*, uint32_t>, 3>& parts) {
  const std::vector<PackedCell>& cells = table.cells;
  const Ranks groups = GroupRanks(table.groups);
  const Ranks products = RanksOf(cells.size(), [&](size_t i) { return cells[i].product.bits(); });
  const Ranks periods = RanksOf(cells.size(), [&](size_t i) { return PeriodWord(cells[i]); });
  std::vector<Item> items;
  items.reserve(cells.size());
  for (uint32_t i = 0; i < cells.size(); ++i) {
    items.push_back({groups.of_items[cells[i].group], products.of_items[i], periods.of_items[i], i});
  }
  parts = {{{&Item::period, periods.count}, {&Item::product, products.count}, {&Item::group, groups.count}}};
  return items;
}

// Sorts by one part below `count`, stably, digit by digit from the lowest.
void SortByPart(uint32_t Item::*part, uint32_t count, std::vector<Item>& items, std::vector<Item>& other) {
  constexpr int kDigitBits = 10;
  constexpr uint32_t kDigits = 1 << kDigitBits;
  for (int shift = 0; shift < 32 && (count - 1) >> shift != 0; shift += kDigitBits) {
    const auto digit = [&](const Item& item) { return item.*part >> shift & (kDigits - 1); };
    std::array<uint32_t, kDigits> next{};
    for (const Item& item : items) ++next[digit(item)];
    uint32_t first = 0;
    for (uint32_t& of_digit : next) first += std::exchange(of_digit, first);
    for (const Item& item : items) other[next[digit(item)]++] = item;
    items.swap(other);
  }
}

}  // namespace

std::vector<uint32_t> RunOrder(const CellTable& table) {
  std::array<std::pair<uint32_t Item::*, uint32_t>, 3> parts;
  std::vector<Item> items = ItemsOf(table, parts);
  if (!std::is_sorted(items.begin(), items.end())) {
    std::vector<Item> other(items.size());
    for (const auto& [part, count] : parts) SortByPart(part, count, items, other);
  }
  std::vector<uint32_t> places;
  places.reserve(items.size());
  for (const Item& item : items) places.push_back(item.place);
  return places;
}

std::vector<uint32_t> SortCells(CellTable& table) {
  // Cells lie anywhere: they are asked for this many before they are read.
  constexpr size_t kAhead = 16;
  std::vector<uint32_t> places = RunOrder(table);
  std::vector<PackedCell> sorted;
  sorted.reserve(places.size());
  for (size_t i = 0; i < places.size(); ++i) {
    if (i + kAhead < places.size()) {
      const PackedCell& coming = table.cells[places[i + kAhead]];
      __builtin_prefetch(&coming);
      __builtin_prefetch(reinterpret_cast<const char*>(&coming + 1) - 1);
    }
    sorted.push_back(table.cells[places[i]]);
  }
  table.cells = std::move(sorted);
  return places;
}

}  // namespace karvan::statistics
