#include "services/platform/metrics/rpc_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/metrics/exposer.h"

namespace karvan::metrics {
namespace {

using ::testing::HasSubstr;

TEST(RpcMetricsTest, CountsCallsByMethodAndCode) {
  prometheus::Registry registry;
  RpcMetrics metrics(registry);
  MethodMetrics get = metrics.ForMethod("karvan.Service", "Get");
  get.Started();
  get.Started();
  get.Started();
  get.Finished("OK", absl::Milliseconds(3));
  get.Finished("NOT_FOUND", absl::Milliseconds(400));
  get.Shed();
  const std::string text = MetricsText(registry);
  EXPECT_THAT(text, HasSubstr("# TYPE karvan_rpc_requests_total counter\n"));
  EXPECT_THAT(
      text,
      HasSubstr("karvan_rpc_requests_total{code=\"OK\",method=\"Get\",service=\"karvan.Service\"} 1\n"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "karvan_rpc_requests_total{code=\"NOT_FOUND\",method=\"Get\",service=\"karvan.Service\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("karvan_rpc_in_flight{method=\"Get\",service=\"karvan.Service\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("karvan_rpc_shed_total{method=\"Get\",service=\"karvan.Service\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("karvan_rpc_latency_seconds_count{method=\"Get\",service=\"karvan.Service\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("karvan_rpc_latency_seconds_bucket{method=\"Get\",service=\"karvan.Service\","
                              "le=\"0.005\"} 1\n"));
}

TEST(RpcMetricsTest, TwoServersMayShareARegistry) {
  prometheus::Registry registry;
  RpcMetrics first(registry);
  RpcMetrics second(registry);
  first.ForMethod("karvan.Service", "Get").Shed();
  second.ForMethod("karvan.Service", "Get").Shed();
  EXPECT_THAT(MetricsText(registry),
              HasSubstr("karvan_rpc_shed_total{method=\"Get\",service=\"karvan.Service\"} 2\n"));
}

}  // namespace
}  // namespace karvan::metrics
