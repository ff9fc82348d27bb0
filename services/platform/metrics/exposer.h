#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "prometheus/registry.h"

namespace prometheus {
class Exposer;
}

namespace karvan::metrics {

// Serves a registry over HTTP at /metrics until it is destroyed.
class Exposer {
 public:
  // `address` is host:port; port 0 takes a free one. UNAVAILABLE when it cannot be bound.
  static absl::StatusOr<std::unique_ptr<Exposer>> Start(const std::string& address,
                                                        std::shared_ptr<prometheus::Registry> registry);
  ~Exposer();

  // The port that is served.
  int port() const;

 private:
  Exposer(std::shared_ptr<prometheus::Registry> registry, std::unique_ptr<prometheus::Exposer> exposer);

  std::shared_ptr<prometheus::Registry> registry_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

// All metrics of a registry in Prometheus' text form, as the exposer serves them.
std::string MetricsText(const prometheus::Registry& registry);

}  // namespace karvan::metrics
