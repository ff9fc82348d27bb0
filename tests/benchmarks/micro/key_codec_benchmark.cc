#include <benchmark/benchmark.h>

#include <string>

#include "services/platform/kv/key_codec.h"

namespace karvan::kv {
namespace {

// The key of a page of base cells: texts and the number of a run.
std::string PageKey(int64_t run) {
  return KeyBuilder()
      .Text("trade")
      .Text("B")
      .Int(run)
      .Text("KAZ")
      .Text("X")
      .Text("TJK")
      .Text("270900")
      .Take();
}

void BM_BuildKey(benchmark::State& state) {
  int64_t run = 0;
  for (auto _ : state) benchmark::DoNotOptimize(PageKey(++run));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_BuildKey);

void BM_ReadKey(benchmark::State& state) {
  const std::string key = PageKey(1);
  for (auto _ : state) {
    KeyReader reader(key);
    benchmark::DoNotOptimize(reader.Text());
    benchmark::DoNotOptimize(reader.Text());
    benchmark::DoNotOptimize(reader.Int());
    for (int part = 0; part < 4; ++part) benchmark::DoNotOptimize(reader.Text());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ReadKey);

void BM_PrefixRange(benchmark::State& state) {
  const std::string prefix = PageKey(1);
  for (auto _ : state) benchmark::DoNotOptimize(PrefixRange(prefix));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_PrefixRange);

}  // namespace
}  // namespace karvan::kv
