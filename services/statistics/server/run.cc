#include "services/statistics/server/run.h"

#include <memory>
#include <utility>

#include "services/platform/process/serve.h"
#include "services/platform/status/macros.h"
#include "services/statistics/server/statistics_server.h"

namespace karvan::statistics {
namespace {

// The services and the store that they stand on, which goes last.
struct Stored {
  std::unique_ptr<kv::Store> store;
  std::unique_ptr<StatisticsServer> server;
};

}  // namespace

absl::Status Run(const Options& options, rpc::ShutdownSignal& signal) {
  auto compose = [&](const process::Surroundings& around) -> absl::StatusOr<process::Composition> {
    auto stored = std::make_shared<Stored>();
    KARVAN_ASSIGN_OR_RETURN(stored->store, kv::OpenStore(options.store, around.clock));
    StatisticsServer::Dependencies dependencies{*stored->store, around.clock, around.authenticator,
                                                around.metrics};
    dependencies.backup_folder = options.backup_folder;
    dependencies.shared = options.store.engine == kv::StoreAddress::Engine::kPostgres;
    KARVAN_ASSIGN_OR_RETURN(stored->server, StatisticsServer::Create(dependencies));
    return process::Composition{stored->server->services(), stored->server->executors(), stored};
  };
  return process::Serve(options.serve, signal, compose);
}

}  // namespace karvan::statistics
