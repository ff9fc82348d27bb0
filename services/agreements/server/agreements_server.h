#pragma once

#include <memory>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "services/agreements/api/agreement_service.h"
#include "services/agreements/api/claim_service.h"
#include "services/agreements/api/forum_service.h"
#include "services/agreements/api/id_generator.h"
#include "services/agreements/api/party_service.h"
#include "services/agreements/api/target_service.h"
#include "services/agreements/storage/kv_resource_repository.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/executor/executor.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/server.h"
#include "services/platform/rpc/service_runtime.h"

namespace karvan::agreements {

// The agreements service put together: everything between a store and a gRPC server. `karvan-agreements` and
// `karvan serve` both host it:
//   auto agreements = AgreementsServer::Create({*store, clock, authenticator, metrics});
//   auto server = rpc::Server::Start(options, (*agreements)->services(), (*agreements)->executors());
class AgreementsServer {
 public:
  // What it stands on; all of it outlives the server. The store is its own: no other service writes to it.
  struct Dependencies {
    kv::Store& store;
    const Clock& clock;
    const auth::Authenticator& authenticator;
    metrics::RpcMetrics& metrics;
    IdGenerator* ids = nullptr;  // chooses the ids that callers leave open; null: at random
  };

  // FAILED_PRECONDITION when the contract is not linked in or lacks a permission: a fault of the build.
  static absl::StatusOr<std::unique_ptr<AgreementsServer>> Create(const Dependencies& dependencies);

  // The services and the executors that they run on, for rpc::Server::Start.
  std::vector<rpc::HostedService> services();
  std::vector<Executor*> executors() { return {&executor_}; }

 private:
  // A service and what carries its calls.
  template <typename Service>
  struct Served {
    std::unique_ptr<rpc::ServiceRuntime> runtime;
    std::unique_ptr<Service> service;
  };

  explicit AgreementsServer(const Dependencies& dependencies);

  template <typename Service>
  absl::Status Make(const rpc::Environment& environment, Served<Service>& served);

  // In the order in which one needs the other.
  ledger::Committer committer_;
  KvResourceRepository records_;
  RandomIdGenerator random_ids_;
  IdGenerator& ids_;
  Executor executor_;
  std::tuple<Served<PartyService>, Served<ForumService>, Served<AgreementService>, Served<TargetService>,
             Served<ClaimService>>
      served_;
};

}  // namespace karvan::agreements
