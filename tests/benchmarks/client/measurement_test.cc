#include "tests/benchmarks/client/measurement.h"

#include <gtest/gtest.h>

namespace karvan::bench {
namespace {

TEST(MeasurementTest, SummarisesAllCallers) {
  std::vector<Observed> callers(2);
  for (int i = 1; i <= 50; ++i) callers[0].Add(absl::Microseconds(i), {.rows = 1, .checksum = 2});
  for (int i = 51; i <= 100; ++i)
    callers[1].Add(absl::Microseconds(i), {.rows = 3, .checksum = ~uint64_t{0}});
  const nlohmann::json summary = Summary(callers, absl::Seconds(2));
  EXPECT_EQ(summary["calls"], 100);
  EXPECT_EQ(summary["seconds"], 2.0);
  EXPECT_EQ(summary["calls_per_second"], 50.0);
  EXPECT_EQ(summary["p50_us"], 50.0);
  EXPECT_EQ(summary["p99_us"], 99.0);
  EXPECT_EQ(summary["rows"], 200);
  EXPECT_EQ(summary["checksum"], "50");
}

}  // namespace
}  // namespace karvan::bench
