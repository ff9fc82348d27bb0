#include "services/statistics/server/statistics_server.h"

#include <algorithm>
#include <thread>

#include "services/platform/status/macros.h"
#include "services/statistics/storage/orphan_cleaner.h"

namespace karvan::statistics {
namespace {

Executor::Options InteractiveLane() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return {.name = "statistics", .threads = std::max(2, cores), .queue_limit = 1000};
}

// Calls that write wait for the disk most of the time, and those that wait together are committed together:
// so there are far more threads than cores.
Executor::Options WriteLane() { return {.name = "statistics-write", .threads = 64, .queue_limit = 1000}; }

// Half of the cores, so that imports and streams leave room for short calls.
Executor::Options ScanLane() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return {.name = "statistics-scan", .threads = std::max(1, cores / 2), .queue_limit = 100};
}

}  // namespace

absl::StatusOr<std::unique_ptr<StatisticsServer>> StatisticsServer::Create(const Dependencies& dependencies) {
  KARVAN_RETURN_IF_ERROR(CleanOrphans(dependencies.store));
  std::unique_ptr<StatisticsServer> server(new StatisticsServer(dependencies));
  KARVAN_RETURN_IF_ERROR(server->MakeServices(dependencies));
  KARVAN_RETURN_IF_ERROR(server->FoldAll());
  return server;
}

StatisticsServer::StatisticsServer(const Dependencies& dependencies)
    : runs_(dependencies.store, dependencies.page_cache_bytes),
      committer_(dependencies.store, dependencies.clock),
      folds_(runs_, committer_),
      datasets_(dependencies.store, committer_),
      releases_(runs_, committer_, [this](absl::string_view dataset) { folds_.Notify(dataset); }),
      observations_(runs_),
      interactive_(InteractiveLane()),
      writes_(WriteLane()),
      scans_(ScanLane()) {}

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
  KARVAN_ASSIGN_OR_RETURN(runtimes_.releases, ServiceRuntime::Create<v1::ReleaseService>(lane(writes_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.imports, ServiceRuntime::Create<v1::ReleaseService>(lane(scans_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.observations,
                          ServiceRuntime::Create<v1::ObservationService>(lane(interactive_)));
  KARVAN_ASSIGN_OR_RETURN(runtimes_.streams, ServiceRuntime::Create<v1::ObservationService>(lane(scans_)));
  dataset_service_ = std::make_unique<DatasetServiceImpl>(*runtimes_.datasets, datasets_);
  release_service_ =
      std::make_unique<ReleaseServiceImpl>(*runtimes_.releases, *runtimes_.imports, datasets_, releases_);
  observation_service_ = std::make_unique<ObservationServiceImpl>(*runtimes_.observations, *runtimes_.streams,
                                                                  datasets_, observations_);
  return absl::OkStatus();
}

std::vector<rpc::HostedService> StatisticsServer::services() {
  return {rpc::Host<v1::DatasetService>(*dataset_service_), rpc::Host<v1::ReleaseService>(*release_service_),
          rpc::Host<v1::ObservationService>(*observation_service_)};
}

}  // namespace karvan::statistics
