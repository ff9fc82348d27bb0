#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/memory_store.h"
#include "services/statistics/storage/aggregate/aggregate_runs.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_order.h"

namespace karvan::statistics {
namespace {

constexpr int kFirstYear = 2010;
constexpr int kYears = 15;

std::string Area(char first, int number) {
  return {first, static_cast<char>('A' + number / 26), static_cast<char>('A' + number % 26)};
}

// Two million cells as dense as those of generated trade: nine products a pair and flow, of which each is
// traded in some three months a year.
CellTable TradeTable() {
  std::mt19937 random(1);
  CellTableBuilder builder;
  const uint32_t attributes = builder.AddAttributes(Attributes());
  for (int reporter = 0; reporter < 60; ++reporter) {
    for (int pair = 0; pair < 80; ++pair) {
      GroupKey group;
      group.reporter = Code::Parse(Area('R', reporter)).value();
      group.flow = Code::Parse(pair % 2 == 0 ? "X" : "M").value();
      group.partner = Code::Parse(Area('P', pair / 2)).value();
      group.classification = Code::Parse("HS").value();
      group.second_partner = Code::Parse(kWorld).value();
      group.customs_procedure = Code::Parse(kTotalCustoms).value();
      group.transport_mode = Code::Parse(kTotalTransport).value();
      PackedCell cell;
      cell.group = builder.AddGroup(group);
      cell.attributes = attributes;
      for (int series = 0; series < 9; ++series) {
        cell.product = Code::Parse(absl::StrCat(100000 + 100 * series * series + random() % 5000)).value();
        for (int month = kFirstYear * 12; month < (kFirstYear + kYears) * 12; ++month) {
          if (random() % 4 != 0) continue;
          const double size = 7 + static_cast<double>(random() % 1000) / 100;  // of the natural logarithm
          cell.first_month = month;
          cell.value = {static_cast<int64_t>(std::exp(size)), 2};
          cell.net_weight = {static_cast<int64_t>(std::exp(size - 4)), 0};
          builder.AddCell(cell);
        }
      }
    }
  }
  return builder.Take();
}

// A store with the cells, all pages in the cache once they were read.
class Store {
 public:
  Store() {
    CellTable table = TradeTable();
    const std::string prefix = kv::KeyBuilder().Text("trade").Text("B").Int(1).Take();
    std::unique_ptr<kv::BulkLoader> loader = store_->BulkLoad(prefix).value();
    RunBuilder builder(prefix, *loader);
    if (!builder.Add(table, RunOrder(table)).ok() || !builder.Finish().ok()) std::abort();
    runs_.push_back(catalog_.Open(prefix, 1).value());
  }

  AggregateAnswer Aggregate(const AggregateQuery& query) {
    RunReader reader(catalog_, [] { return absl::OkStatus(); });
    return AggregateRuns(query, runs_, visibility_, reader).value();
  }

 private:
  ManualClock clock_{absl::UnixEpoch()};
  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
  RunCatalog catalog_{*store_, size_t{1} << 30};
  std::vector<OpenRun> runs_;
  const std::vector<Publication> publications_ = {
      {1, 1, absl::UnixEpoch(), absl::UnixEpoch(), 0, std::nullopt}};
  const Visibility visibility_{publications_, 1};
};

Store& TheStore() {
  static Store& store = *new Store();
  return store;
}

AggregateQuery Query(std::vector<Dimension> group_by, PeriodGrain grain) {
  AggregateQuery query;
  query.compilation = true;
  query.filter.flows = CodeSet::Of({"X", "M"});
  query.aggregation.group_by = std::move(group_by);
  query.aggregation.grain = grain;
  return query;
}

void Limit(AggregateQuery& query, int first_month, int end_month) {
  query.filter.first_month = first_month;
  query.filter.end_month = end_month;
}

void Run(benchmark::State& state, const AggregateQuery& query) {
  AggregateAnswer answer = TheStore().Aggregate(query);
  for (auto _ : state) benchmark::DoNotOptimize(answer = TheStore().Aggregate(query));
  state.SetItemsProcessed(state.iterations() * answer.cells);
  state.counters["rows"] = static_cast<double>(answer.rows.size());
  state.counters["cells"] = static_cast<double>(answer.cells);
  state.counters["pages"] = static_cast<double>(answer.pages);
}

// Turnover of a pair by flow, January to July.
void BM_SumPairMonths(benchmark::State& state) {
  AggregateQuery query = Query({Dimension::kFlow}, PeriodGrain::kYear);
  query.filter.reporters = CodeSet::Of({"RBC"});
  query.filter.partners = CodeSet::Of({"PAK"});
  Limit(query, 2018 * 12, 2018 * 12 + 7);
  Run(state, query);
}
BENCHMARK(BM_SumPairMonths);

void BM_SumPairByChapter(benchmark::State& state) {
  AggregateQuery query = Query({Dimension::kProduct, Dimension::kFlow}, PeriodGrain::kYear);
  query.aggregation.product_digits = 2;
  query.filter.reporters = CodeSet::Of({"RBC"});
  query.filter.partners = CodeSet::Of({"PAK"});
  Limit(query, 2018 * 12, 2019 * 12);
  Run(state, query);
}
BENCHMARK(BM_SumPairByChapter);

void BM_SumReporterByPartner(benchmark::State& state) {
  AggregateQuery query = Query({Dimension::kPartner}, PeriodGrain::kYear);
  query.filter.reporters = CodeSet::Of({"RBC"});
  query.aggregation.order = AggregateOrder::kValueDescending;
  Limit(query, 2018 * 12, 2019 * 12);
  Run(state, query);
}
BENCHMARK(BM_SumReporterByPartner);

void BM_SumYearByReporterAndProduct(benchmark::State& state) {
  AggregateQuery query = Query({Dimension::kReporter, Dimension::kProduct}, PeriodGrain::kYear);
  query.aggregation.product_digits = 6;
  query.filter.flows = CodeSet::Of({"X"});
  Limit(query, 2018 * 12, 2019 * 12);
  Run(state, query);
}
BENCHMARK(BM_SumYearByReporterAndProduct);

// All cells. Argument: net weights too.
void BM_SumAllByReporterAndYear(benchmark::State& state) {
  AggregateQuery query = Query({Dimension::kReporter}, PeriodGrain::kYear);
  query.aggregation.net_weight = state.range(0) != 0;
  Run(state, query);
}
BENCHMARK(BM_SumAllByReporterAndYear)->Arg(0)->Arg(1);

void BM_SumAllByMonth(benchmark::State& state) { Run(state, Query({}, PeriodGrain::kMonth)); }
BENCHMARK(BM_SumAllByMonth);

void BM_SumAllByProductAndYear(benchmark::State& state) {
  AggregateQuery query = Query({Dimension::kProduct}, PeriodGrain::kYear);
  query.aggregation.product_digits = 6;
  Run(state, query);
}
BENCHMARK(BM_SumAllByProductAndYear);

void BM_SumAllRollingYears(benchmark::State& state) {
  Run(state, Query({Dimension::kReporter}, PeriodGrain::kRollingYear));
}
BENCHMARK(BM_SumAllRollingYears);

void BM_SumAllQuantities(benchmark::State& state) {
  AggregateQuery query = Query({Dimension::kReporter}, PeriodGrain::kYear);
  query.aggregation.quantity = true;
  Run(state, query);
}
BENCHMARK(BM_SumAllQuantities);

}  // namespace
}  // namespace karvan::statistics
