#include "services/platform/rpc/service_runtime.h"

#include <cstdlib>

#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"

namespace karvan::rpc {

absl::StatusOr<std::unique_ptr<ServiceRuntime>> ServiceRuntime::Create(absl::string_view service_full_name,
                                                                       const Environment& environment) {
  KARVAN_ASSIGN_OR_RETURN(auto infos, MethodsOf(service_full_name));
  std::map<std::string, ServedMethod, std::less<>> methods;
  for (auto& [name, info] : infos) {
    metrics::MethodMetrics metrics = environment.metrics.ForMethod(info.service, name);
    methods.emplace(name, ServedMethod{std::move(info), std::move(metrics)});
  }
  return std::unique_ptr<ServiceRuntime>(new ServiceRuntime(environment, std::move(methods)));
}

ServedMethod& ServiceRuntime::Method(absl::string_view name) {
  auto found = methods_.find(name);
  if (found == methods_.end()) {
    log::Error("a service class names a method that its proto does not have", {{"method", name}});
    std::abort();
  }
  return found->second;
}

}  // namespace karvan::rpc
