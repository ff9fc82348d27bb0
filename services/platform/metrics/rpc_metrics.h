#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace karvan::metrics {

// The measures of one method of a service. Thread-safe.
class MethodMetrics {
 public:
  void Started();
  // `code` is the name of the status code ("OK", "NOT_FOUND").
  void Finished(absl::string_view code, absl::Duration latency);
  void Shed();

 private:
  friend class RpcMetrics;
  MethodMetrics(std::string service, std::string method, prometheus::Family<prometheus::Counter>& requests,
                prometheus::Gauge& in_flight, prometheus::Histogram& latency, prometheus::Counter& shed);

  const std::string service_;
  const std::string method_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Gauge& in_flight_;
  prometheus::Histogram& latency_;
  prometheus::Counter& shed_;
};

// What every server measures of its calls:
//   karvan_rpc_requests_total{service,method,code}, karvan_rpc_latency_seconds{service,method},
//   karvan_rpc_in_flight{service,method}, karvan_rpc_shed_total{service,method}.
// The registry must outlive it and every MethodMetrics.
class RpcMetrics {
 public:
  explicit RpcMetrics(prometheus::Registry& registry);

  MethodMetrics ForMethod(absl::string_view service, absl::string_view method);

 private:
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Gauge>& in_flight_;
  prometheus::Family<prometheus::Histogram>& latency_;
  prometheus::Family<prometheus::Counter>& shed_;
};

}  // namespace karvan::metrics
