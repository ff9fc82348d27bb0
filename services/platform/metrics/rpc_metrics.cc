#include "services/platform/metrics/rpc_metrics.h"

#include <utility>

namespace karvan::metrics {
namespace {

// Seconds: from a point read in memory to a long scan.
const prometheus::Histogram::BucketBoundaries& LatencyBuckets() {
  static const auto& buckets = *new prometheus::Histogram::BucketBoundaries{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
  return buckets;
}

}  // namespace

MethodMetrics::MethodMetrics(std::string service, std::string method,
                             prometheus::Family<prometheus::Counter>& requests, prometheus::Gauge& in_flight,
                             prometheus::Histogram& latency, prometheus::Counter& shed)
    : service_(std::move(service)),
      method_(std::move(method)),
      requests_(requests),
      in_flight_(in_flight),
      latency_(latency),
      shed_(shed) {}

void MethodMetrics::Started() { in_flight_.Increment(); }

void MethodMetrics::Finished(absl::string_view code, absl::Duration latency) {
  in_flight_.Decrement();
  latency_.Observe(absl::ToDoubleSeconds(latency));
  requests_.Add({{"service", service_}, {"method", method_}, {"code", std::string(code)}}).Increment();
}

void MethodMetrics::Shed() { shed_.Increment(); }

RpcMetrics::RpcMetrics(prometheus::Registry& registry)
    : requests_(prometheus::BuildCounter()
                    .Name("karvan_rpc_requests_total")
                    .Help("Calls that ended, by status code.")
                    .Register(registry)),
      in_flight_(prometheus::BuildGauge()
                     .Name("karvan_rpc_in_flight")
                     .Help("Calls that have begun and not ended.")
                     .Register(registry)),
      latency_(prometheus::BuildHistogram()
                   .Name("karvan_rpc_latency_seconds")
                   .Help("From the arrival of a call to its status; of a stream, its whole life.")
                   .Register(registry)),
      shed_(prometheus::BuildCounter()
                .Name("karvan_rpc_shed_total")
                .Help("Calls refused because the executor's queue was full.")
                .Register(registry)) {}

MethodMetrics RpcMetrics::ForMethod(absl::string_view service, absl::string_view method) {
  const prometheus::Labels labels = {{"service", std::string(service)}, {"method", std::string(method)}};
  return MethodMetrics(std::string(service), std::string(method), requests_, in_flight_.Add(labels),
                       latency_.Add(labels, LatencyBuckets()), shed_.Add(labels));
}

}  // namespace karvan::metrics
