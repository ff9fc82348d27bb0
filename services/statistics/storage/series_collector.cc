#include "services/statistics/storage/series_collector.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <tuple>

#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

constexpr size_t kMaxStretch = 12;  // the months of a block

SeriesNumber NumberOf(const Decimal& number, SeriesColumn& to) {
  SeriesNumber row;
  row.scale = static_cast<int8_t>(number.scale());
  row.wide = number.unscaled() < std::numeric_limits<int64_t>::min() ||
             number.unscaled() > std::numeric_limits<int64_t>::max();
  if (row.wide) {
    row.unscaled = static_cast<int64_t>(to.wide.size());
    to.wide.push_back(number);
  } else {
    row.unscaled = static_cast<int64_t>(number.unscaled());
  }
  return row;
}

// Adds the numbers of cells of a page.
void Append(const NumberColumn& from, uint32_t first, uint32_t count, SeriesColumn& to) {
  const size_t place = to.numbers.size();
  to.numbers.resize(place + count);
  if (from.empty()) return;
  std::array<int64_t, kMaxStretch> unscaled;
  from.Decode(first, count, unscaled.data());
  for (uint32_t i = 0; i < count; ++i) {
    if (!from.Has(first + i)) continue;
    to.numbers[place + i].unscaled = unscaled[i];
    to.numbers[place + i].scale = static_cast<int8_t>(from.scale());
  }
  const auto [begin, end] = from.ExceptionsOf(first, count);
  for (auto exception = begin; exception != end; ++exception) {
    to.numbers[place + (exception->cell - first)] = NumberOf(exception->number, to);
  }
}

template <typename T>
void Reorder(const std::vector<uint32_t>& places, std::vector<T>& items) {
  std::vector<T> in_order;
  in_order.reserve(items.size());
  for (uint32_t place : places) in_order.push_back(items[place]);
  items = std::move(in_order);
}

}  // namespace

absl::Status SeriesCollector::OnBlock(const Page& page, const Page::Block& block, const OpenRun& run) {
  for (const Page::Entry& entry : page.EntriesOf(block)) {
    uint32_t cell = entry.first_cell;
    for (uint32_t months = entry.months; months != 0; months &= months - 1, ++cell) {
      KARVAN_RETURN_IF_ERROR(
          OnCell({&page, &block, &entry, cell, block.year * 12 + __builtin_ctz(months), &run}));
    }
  }
  return absl::OkStatus();
}

absl::Status SeriesCollector::OnCell(const SeenCell& cell) {
  const Attributes& said = cell.attributes();
  const bool goes_on = stretch_.page == cell.page && stretch_.said == &said &&
                       stretch_.product == cell.entry->product && stretch_.cell_count < kMaxStretch &&
                       stretch_.first_cell + stretch_.cell_count == cell.cell;
  if (!goes_on) {
    EndStretch();
    stretch_ = {cell.page, &said, cell.entry->product, cell.cell, 0};
    if (last_said_ == nullptr || (last_said_ != &said && Attributes::Of(series_.said.back()) != said)) {
      said.ApplyTo(series_.said.emplace_back());
    }
    last_said_ = &said;
  }
  ++stretch_.cell_count;
  series_.rows.push_back(
      {cell.first_month, cell.block->month_count, static_cast<uint32_t>(series_.said.size() - 1)});
  return absl::OkStatus();
}

void SeriesCollector::EndStretch() {
  const auto [page, said, product, first, count] = stretch_;
  if (count == 0) return;
  Append(page->ColumnOf(first, product, Measure::kValue), first, count, series_.values);
  Append(page->ColumnOf(first, product, Measure::kNetWeight), first, count, series_.net_weights);
  Append(page->ColumnOf(first, product, Measure::kQuantity), first, count, series_.quantities);
  stretch_ = {};
}

absl::StatusOr<bool> SeriesCollector::EndGroup() {
  EndStretch();
  SortByPeriods();
  return false;
}

// Cells come with the shorter periods first.
void SeriesCollector::SortByPeriods() {
  const std::vector<SeriesRows::Row>& rows = series_.rows;
  auto before = [](const SeriesRows::Row& a, const SeriesRows::Row& b) {
    return std::tie(a.first_month, a.month_count) < std::tie(b.first_month, b.month_count);
  };
  if (std::is_sorted(rows.begin(), rows.end(), before)) return;
  std::vector<uint32_t> places(rows.size());
  std::iota(places.begin(), places.end(), 0);
  std::sort(places.begin(), places.end(), [&](uint32_t a, uint32_t b) { return before(rows[a], rows[b]); });
  Reorder(places, series_.rows);
  for (SeriesColumn* column : {&series_.values, &series_.net_weights, &series_.quantities}) {
    Reorder(places, column->numbers);
  }
}

}  // namespace karvan::statistics
