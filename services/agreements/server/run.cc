#include "services/agreements/server/run.h"

#include <memory>
#include <utility>

#include "services/agreements/server/agreements_server.h"
#include "services/platform/process/serve.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

// The services and the store that they stand on, which goes last.
struct Stored {
  std::unique_ptr<kv::Store> store;
  std::unique_ptr<AgreementsServer> server;
};

}  // namespace

absl::Status Run(const Options& options, rpc::ShutdownSignal& signal) {
  auto compose = [&](const process::Surroundings& around) -> absl::StatusOr<process::Composition> {
    auto stored = std::make_shared<Stored>();
    KARVAN_ASSIGN_OR_RETURN(stored->store, kv::OpenStore(options.store, around.clock));
    KARVAN_ASSIGN_OR_RETURN(stored->server, AgreementsServer::Create({*stored->store, around.clock,
                                                                      around.authenticator, around.metrics}));
    return process::Composition{stored->server->services(), stored->server->executors(), stored};
  };
  return process::Serve(options.serve, signal, compose);
}

}  // namespace karvan::agreements
