#include "services/statistics/server/statistics_server.h"

#include <algorithm>
#include <thread>

#include "services/platform/status/macros.h"
#include "services/statistics/server/allocator.h"

namespace karvan::statistics {
namespace {

Executor::Options InteractiveLane() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return {.name = "statistics", .threads = std::max(2, cores), .queue_limit = 1000};
}

// Calls that write wait for the disk most of the time, and those that wait together are committed together:
// so there are far more threads than cores.
Executor::Options WriteLane() { return {.name = "statistics-write", .threads = 64, .queue_limit = 1000}; }

// All cores: an import reads and sorts as fast as its client sends, and an office waits for it.
Executor::Options ImportLane() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return {.name = "statistics-import", .threads = std::max(2, cores), .queue_limit = 100};
}

// Half of the cores, so that streams leave room for short calls.
Executor::Options ScanLane() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return {.name = "statistics-scan", .threads = std::max(1, cores / 2), .queue_limit = 100};
}

}  // namespace

absl::StatusOr<std::unique_ptr<StatisticsServer>> StatisticsServer::Create(const Dependencies& dependencies) {
  KeepFreedMemory();
  std::unique_ptr<StatisticsServer> server(new StatisticsServer(dependencies));
  KARVAN_RETURN_IF_ERROR(server->MakeServices(dependencies));
  if (!dependencies.shared) KARVAN_RETURN_IF_ERROR(server->CleanAll());
  KARVAN_RETURN_IF_ERROR(server->FoldAll());
  server->housekeeper_ = std::make_unique<Housekeeper>(
      Housekeeper::House{server->datasets_, server->lease_, server->orphans_, server->uploads_});
  return server;
}

StatisticsServer::StatisticsServer(const Dependencies& dependencies)
    : runs_(dependencies.store, dependencies.page_cache_bytes),
      committer_(dependencies.store, dependencies.clock),
      folds_(runs_, committer_),
      datasets_(dependencies.store, committer_),
      releases_(
          runs_, committer_, [this](absl::string_view dataset) { folds_.Notify(dataset); },
          [this] { embargoes_.Notify(); }),
      purges_(runs_, committer_,
              [this](std::vector<std::string> prefixes) { folds_.DropLater(std::move(prefixes)); }),
      observations_(runs_),
      uploads_(dependencies.store, committer_),
      schedule_(dependencies.store, committer_),
      events_(dependencies.store),
      lease_(dependencies.store, dependencies.clock, committer_.writer().holder),
      orphans_(dependencies.store, committer_, lease_),
      interactive_(InteractiveLane()),
      writes_(WriteLane()),
      imports_(ImportLane()),
      scans_(ScanLane()),
      embargoes_(datasets_, releases_, dependencies.clock, {}) {}

// Nobody else is there, and nobody reads yet: whatever nothing names can go.
absl::Status StatisticsServer::CleanAll() {
  OrphanCleaner orphans(runs_.store(), committer_, lease_, /*readers_lease=*/absl::ZeroDuration());
  DatasetPage page;
  do {
    KARVAN_ASSIGN_OR_RETURN(page, datasets_.List(page.next_id, 1000));
    for (const Dataset& dataset : page.datasets) KARVAN_RETURN_IF_ERROR(orphans.Clean(dataset.id));
  } while (!page.next_id.empty());
  return absl::OkStatus();
}

// What was published before a stop may not have been folded.
absl::Status StatisticsServer::FoldAll() {
  DatasetPage page;
  do {
    KARVAN_ASSIGN_OR_RETURN(page, datasets_.List(page.next_id, 1000));
    for (const Dataset& dataset : page.datasets) folds_.Notify(dataset.id);
  } while (!page.next_id.empty());
  return absl::OkStatus();
}

absl::Status StatisticsServer::MakeServices(const Dependencies& dependencies) {
  auto lane = [&dependencies](Executor& executor) {
    return rpc::Environment{executor, dependencies.authenticator, dependencies.clock, dependencies.metrics};
  };
  using rpc::ServiceRuntime;
  KARVAN_ASSIGN_OR_RETURN(runtimes_.datasets, ServiceRuntime::Create<v1::DatasetService>(lane(writes_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.descriptions, ServiceRuntime::Create<v1::DatasetService>(lane(scans_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.releases, ServiceRuntime::Create<v1::ReleaseService>(lane(writes_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.imports, ServiceRuntime::Create<v1::ReleaseService>(lane(imports_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.uploads, ServiceRuntime::Create<v1::UploadService>(lane(writes_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.upload_imports,
                          ServiceRuntime::Create<v1::UploadService>(lane(imports_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.schedule,
                          ServiceRuntime::Create<v1::ReleaseScheduleService>(lane(writes_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.observations,
                          ServiceRuntime::Create<v1::ObservationService>(lane(interactive_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.streams, ServiceRuntime::Create<v1::ObservationService>(lane(scans_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.admin, ServiceRuntime::Create<admin::v1::AdminService>(lane(scans_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.purges, ServiceRuntime::Create<v1::PurgeService>(lane(interactive_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.purging, ServiceRuntime::Create<v1::PurgeService>(lane(scans_)));
  dataset_service_ = std::make_unique<DatasetServiceImpl>(*runtimes_.datasets, *runtimes_.descriptions,
                                                          datasets_, observations_);
  release_service_ = std::make_unique<ReleaseServiceImpl>(*runtimes_.releases, *runtimes_.imports, datasets_,
                                                          releases_, events_);
  upload_service_ = std::make_unique<UploadServiceImpl>(*runtimes_.uploads, *runtimes_.upload_imports,
                                                        datasets_, releases_, uploads_);
  schedule_service_ = std::make_unique<ScheduleServiceImpl>(*runtimes_.schedule, schedule_);
  observation_service_ = std::make_unique<ObservationServiceImpl>(*runtimes_.observations, *runtimes_.streams,
                                                                  datasets_, observations_);
  admin_service_ =
      std::make_unique<AdminServiceImpl>(*runtimes_.admin, dependencies.store, dependencies.backup_folder);
  purge_service_ = std::make_unique<PurgeServiceImpl>(*runtimes_.purges, *runtimes_.purging, purges_);
  return absl::OkStatus();
}

std::vector<rpc::HostedService> StatisticsServer::services() {
  return {rpc::Host<v1::DatasetService>(*dataset_service_),
          rpc::Host<v1::ReleaseService>(*release_service_),
          rpc::Host<v1::UploadService>(*upload_service_),
          rpc::Host<v1::ReleaseScheduleService>(*schedule_service_),
          rpc::Host<v1::ObservationService>(*observation_service_),
          rpc::Host<v1::PurgeService>(*purge_service_),
          rpc::Host<admin::v1::AdminService>(*admin_service_)};
}

}  // namespace karvan::statistics
