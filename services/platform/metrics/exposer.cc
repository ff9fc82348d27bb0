#include "services/platform/metrics/exposer.h"

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "prometheus/exposer.h"
#include "prometheus/text_serializer.h"

namespace karvan::metrics {

absl::StatusOr<std::unique_ptr<Exposer>> Exposer::Start(const std::string& address,
                                                        std::shared_ptr<prometheus::Registry> registry) {
  // The library's way to say that it cannot bind is an exception; it goes no further.
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(address, /*num_threads=*/1);
    exposer->RegisterCollectable(registry);
    return std::unique_ptr<Exposer>(new Exposer(std::move(registry), std::move(exposer)));
  } catch (const std::exception& error) {
    return absl::UnavailableError(
        absl::StrCat("metrics address \"", address, "\" cannot be served: ", error.what()));
  }
}

Exposer::Exposer(std::shared_ptr<prometheus::Registry> registry, std::unique_ptr<prometheus::Exposer> exposer)
    : registry_(std::move(registry)), exposer_(std::move(exposer)) {}

Exposer::~Exposer() = default;

int Exposer::port() const { return exposer_->GetListeningPorts().front(); }

std::string MetricsText(const prometheus::Registry& registry) {
  return prometheus::TextSerializer().Serialize(registry.Collect());
}

}  // namespace karvan::metrics
