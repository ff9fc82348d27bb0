#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/executor/executor.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/server.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/admin_service.h"
#include "services/statistics/api/dataset_service.h"
#include "services/statistics/api/observation_service.h"
#include "services/statistics/api/purge_service.h"
#include "services/statistics/api/release_service.h"
#include "services/statistics/api/schedule_service.h"
#include "services/statistics/api/upload_service.h"
#include "services/statistics/storage/embargo_worker.h"
#include "services/statistics/storage/fold_worker.h"
#include "services/statistics/storage/housekeeper.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_observation_store.h"
#include "services/statistics/storage/kv_purge_repository.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/release_event_repository.h"
#include "services/statistics/storage/schedule_repository.h"
#include "services/statistics/storage/upload_repository.h"

namespace karvan::statistics {

// The statistics service put together: everything between a store and a gRPC server. `karvan-statistics` and
// `karvan serve` both host it:
//   auto statistics = StatisticsServer::Create({*store, clock, authenticator, metrics});
//   auto server = rpc::Server::Start(options, (*statistics)->services(), (*statistics)->executors());
class StatisticsServer {
 public:
  static constexpr size_t kDefaultPageCacheBytes = size_t{512} << 20;

  // What it stands on; all of it outlives the server. The store is its own: no other service writes to it.
  struct Dependencies {
    kv::Store& store;
    const Clock& clock;
    const auth::Authenticator& authenticator;
    metrics::RpcMetrics& metrics;
    size_t page_cache_bytes = kDefaultPageCacheBytes;
    std::string backup_folder = {};  // where backups go; empty: none are made
    bool shared = false;             // whether other processes may serve from the store
  };

  // Cleans up what crashes left in the store: on a store that others share, in the background, for it takes a
  // while to know what others have given up. Errors of the store.
  static absl::StatusOr<std::unique_ptr<StatisticsServer>> Create(const Dependencies& dependencies);

  // The services and the executors that they run on, for rpc::Server::Start.
  std::vector<rpc::HostedService> services();
  std::vector<Executor*> executors() { return {&interactive_, &writes_, &imports_, &scans_}; }

 private:
  // The runtimes of the services, in the lanes of short calls and of long ones.
  struct Runtimes {
    std::unique_ptr<rpc::ServiceRuntime> datasets, descriptions, releases, imports, observations, streams,
        uploads, upload_imports, schedule, purges, purging, admin;
  };

  explicit StatisticsServer(const Dependencies& dependencies);
  absl::Status CleanAll();
  absl::Status FoldAll();
  absl::Status MakeServices(const Dependencies& dependencies);

  // In the order in which one needs the other.
  RunCatalog runs_;
  ledger::Committer committer_;
  FoldWorker folds_;
  KvDatasetRepository datasets_;
  KvReleaseRepository releases_;
  KvPurgeRepository purges_;
  KvObservationStore observations_;
  UploadRepository uploads_;
  ScheduleRepository schedule_;
  ReleaseEventRepository events_;
  ProcessLease lease_;
  OrphanCleaner orphans_;
  Executor interactive_;
  Executor writes_;
  Executor imports_;
  Executor scans_;
  EmbargoWorker embargoes_;
  Runtimes runtimes_;
  std::unique_ptr<DatasetServiceImpl> dataset_service_;
  std::unique_ptr<ReleaseServiceImpl> release_service_;
  std::unique_ptr<ObservationServiceImpl> observation_service_;
  std::unique_ptr<AdminServiceImpl> admin_service_;
  std::unique_ptr<UploadServiceImpl> upload_service_;
  std::unique_ptr<ScheduleServiceImpl> schedule_service_;
  std::unique_ptr<PurgeServiceImpl> purge_service_;
  std::unique_ptr<Housekeeper> housekeeper_;
};

}  // namespace karvan::statistics
