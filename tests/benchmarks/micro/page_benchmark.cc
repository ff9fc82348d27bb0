#include <benchmark/benchmark.h>

#include <cmath>
#include <numeric>
#include <random>

#include "absl/strings/str_cat.h"
#include "services/statistics/storage/page/page.h"

namespace karvan::statistics {
namespace {

constexpr size_t kCells = 4700;

// Cells as dense as those of generated trade: of a product some four months a year, of a pair some thirty
// cells a year; most quantities are the net weights.
CellTable TradeTable() {
  std::mt19937 random(1);
  CellTableBuilder builder;
  for (int partner = 0; builder.size() < kCells; ++partner) {
    GroupKey group;
    group.reporter = Code::Parse("KAZ").value();
    group.flow = Code::Parse("X").value();
    group.partner = Code::Parse(absl::StrCat("P", 10 + partner)).value();
    group.classification = Code::Parse("HS").value();
    const uint32_t group_number = builder.AddGroup(group);
    for (int product = 0; product < 7; ++product) {
      for (int month = 2010 * 12; month < 2015 * 12 && builder.size() < kCells; ++month) {
        if (random() % 12 > 4) continue;
        const double size = 7 + static_cast<double>(random() % 1000) / 100;  // of the natural logarithm
        Attributes attributes;
        attributes.quantity_unit = product % 3 == 0 ? "u" : "kg";
        PackedCell cell;
        cell.group = group_number;
        cell.product = Code::Parse(absl::StrCat(100000 + 1000 * product + partner)).value();
        cell.attributes = builder.AddAttributes(attributes);
        cell.first_month = month;
        cell.sequence = month - 2010 * 12 + 1;
        cell.value = {static_cast<int64_t>(std::exp(size)), 2};
        cell.net_weight = {static_cast<int64_t>(std::exp(size - 4)), 0};
        cell.quantity = product % 3 == 0 ? Number{static_cast<int64_t>(random() % 5000), 0} : cell.net_weight;
        builder.AddCell(cell);
      }
    }
  }
  return builder.Take();
}

std::string TradePage() {
  const CellTable table = TradeTable();
  std::vector<uint32_t> places(table.cells.size());
  std::iota(places.begin(), places.end(), 0);
  return EncodePage(table, places);
}

void CountCells(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kCells));
}

void BM_EncodePage(benchmark::State& state) {
  const CellTable table = TradeTable();
  std::vector<uint32_t> places(table.cells.size());
  std::iota(places.begin(), places.end(), 0);
  size_t bytes = 0;
  for (auto _ : state) bytes = EncodePage(table, places).size();
  CountCells(state);
  state.counters["bytes_a_cell"] = static_cast<double>(bytes) / kCells;
}
BENCHMARK(BM_EncodePage);

void BM_ParsePage(benchmark::State& state) {
  const std::string bytes = TradePage();
  for (auto _ : state) benchmark::DoNotOptimize(Page::Parse(bytes, "page").value());
  CountCells(state);
}
BENCHMARK(BM_ParsePage);

void BM_SumPage(benchmark::State& state) {
  const auto page = Page::Parse(TradePage(), "page").value();
  for (auto _ : state) benchmark::DoNotOptimize(page->column(Measure::kValue).Sum(0, kCells));
  CountCells(state);
}
BENCHMARK(BM_SumPage);

// By pair and year, as a table of totals asks for them.
void BM_SumBlocks(benchmark::State& state) {
  const auto page = Page::Parse(TradePage(), "page").value();
  const NumberColumn& values = page->column(Measure::kValue);
  for (auto _ : state) {
    for (const Page::Block& block : page->blocks()) {
      benchmark::DoNotOptimize(values.Sum(block.first_cell, block.cell_count));
    }
  }
  CountCells(state);
}
BENCHMARK(BM_SumBlocks);

// Argument: the measure. Quantities are missing where they are the net weights.
void BM_DecodePage(benchmark::State& state) {
  const auto page = Page::Parse(TradePage(), "page").value();
  const NumberColumn& column = page->column(static_cast<Measure>(state.range(0)));
  std::vector<int64_t> numbers(kCells);
  for (auto _ : state) {
    column.Decode(0, kCells, numbers.data());
    benchmark::DoNotOptimize(numbers.data());
    benchmark::ClobberMemory();
  }
  CountCells(state);
}
BENCHMARK(BM_DecodePage)->Arg(static_cast<int>(Measure::kValue))->Arg(static_cast<int>(Measure::kQuantity));

void BM_GetFromPage(benchmark::State& state) {
  const auto page = Page::Parse(TradePage(), "page").value();
  const NumberColumn& values = page->column(Measure::kValue);
  uint32_t cell = 0;
  for (auto _ : state) {
    cell = (cell + 1009) % kCells;
    benchmark::DoNotOptimize(values.Get(cell));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_GetFromPage);

}  // namespace
}  // namespace karvan::statistics
