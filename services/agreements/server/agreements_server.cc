#include "services/agreements/server/agreements_server.h"

#include <tuple>

#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

// Calls are short, but writes wait for the disk, and those that wait together are committed together: so
// there are far more threads than cores.
Executor::Options Lane() { return {.name = "agreements", .threads = 64, .queue_limit = 1000}; }

}  // namespace

absl::StatusOr<std::unique_ptr<AgreementsServer>> AgreementsServer::Create(const Dependencies& dependencies) {
  std::unique_ptr<AgreementsServer> server(new AgreementsServer(dependencies));
  const rpc::Environment environment{server->executor_, dependencies.authenticator, dependencies.clock,
                                     dependencies.metrics};
  absl::Status made;
  const auto make = [&](auto& served) {
    made = server->Make(environment, served);
    return made.ok();
  };
  std::apply([&](auto&... served) { (void)(make(served) && ...); }, server->served_);
  KARVAN_RETURN_IF_ERROR(made);
  return server;
}

AgreementsServer::AgreementsServer(const Dependencies& dependencies)
    : committer_(dependencies.store, dependencies.clock),
      records_(dependencies.store, committer_),
      ids_(dependencies.ids == nullptr ? random_ids_ : *dependencies.ids),
      executor_(Lane()) {}

template <typename Service>
absl::Status AgreementsServer::Make(const rpc::Environment& environment, Served<Service>& served) {
  KARVAN_ASSIGN_OR_RETURN(served.runtime,
                          rpc::ServiceRuntime::Create<typename Service::Contract>(environment));
  served.service = std::make_unique<Service>(*served.runtime, records_, ids_);
  return absl::OkStatus();
}

std::vector<rpc::HostedService> AgreementsServer::services() {
  const auto host = []<typename Service>(Served<Service>& served) {
    return rpc::Host<typename Service::Contract>(*served.service);
  };
  return std::apply([&](auto&... served) { return std::vector<rpc::HostedService>{host(served)...}; },
                    served_);
}

}  // namespace karvan::agreements
