#include "services/cli/suite/generation.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/rocksdb_store.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

template <typename T>
void Append(const std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

absl::StatusOr<std::unique_ptr<kv::Store>> OpenStore(const std::string& data_folder,
                                                     const std::string& service, const Clock& clock) {
  if (data_folder.empty()) return kv::NewMemoryStore(clock);
  return kv::OpenRocksDbStore({.path = absl::StrCat(data_folder, "/", service), .clock = &clock});
}

}  // namespace

absl::StatusOr<std::unique_ptr<Generation>> Generation::Start(const Options& options,
                                                              const auth::Authenticator& authenticator,
                                                              metrics::RpcMetrics& metrics) {
  std::unique_ptr<Generation> generation(new Generation());
  if (options.clock) generation->manual_clock_ = std::make_unique<ManualClock>(*options.clock);
  KARVAN_RETURN_IF_ERROR(generation->OpenStores(options));
  KARVAN_RETURN_IF_ERROR(generation->StartServices(options, authenticator, metrics));
  return generation;
}

Generation::~Generation() { Stop(); }

void Generation::Stop() {
  // The indicators' calls end before what they call.
  if (server_ != nullptr) server_->Stop();
  if (data_server_ != nullptr) data_server_->Stop();
}

absl::Status Generation::OpenStores(const Options& options) {
  KARVAN_ASSIGN_OR_RETURN(agreements_store_, OpenStore(options.data_folder, "agreements", clock()));
  KARVAN_ASSIGN_OR_RETURN(statistics_store_, OpenStore(options.data_folder, "statistics", clock()));
  return absl::OkStatus();
}

absl::Status Generation::StartServices(const Options& options, const auth::Authenticator& authenticator,
                                       metrics::RpcMetrics& metrics) {
  agreements::AgreementsServer::Dependencies registry{*agreements_store_, clock(), authenticator, metrics};
  if (options.data_folder.empty()) registry.ids = &sequential_ids_;
  KARVAN_ASSIGN_OR_RETURN(agreements_, agreements::AgreementsServer::Create(registry));
  KARVAN_ASSIGN_OR_RETURN(statistics_, statistics::StatisticsServer::Create(
                                           {*statistics_store_, clock(), authenticator, metrics}));
  std::vector<rpc::HostedService> services = agreements_->services();
  Append(statistics_->services(), services);
  KARVAN_ASSIGN_OR_RETURN(data_server_, rpc::Server::Start({.listen_address = ""}, services, {}));

  const std::shared_ptr<grpc::Channel> data = data_server_->InProcessChannel();
  KARVAN_ASSIGN_OR_RETURN(
      indicators_, indicators::IndicatorsServer::Create({data, data, clock(), authenticator, metrics}));
  Append(indicators_->services(), services);
  std::vector<Executor*> executors = agreements_->executors();
  Append(statistics_->executors(), executors);
  Append(indicators_->executors(), executors);
  if (options.reset != nullptr) {
    KARVAN_RETURN_IF_ERROR(MakeTestingService(options, authenticator, metrics));
    services.push_back(rpc::Host<testing::v1::TestingService>(*testing_));
    executors.push_back(testing_executor_.get());
  }
  KARVAN_ASSIGN_OR_RETURN(
      server_, rpc::Server::Start({.listen_address = options.listen_address}, services, executors));
  return absl::OkStatus();
}

absl::Status Generation::MakeTestingService(const Options& options, const auth::Authenticator& authenticator,
                                            metrics::RpcMetrics& metrics) {
  testing_executor_ = std::make_unique<Executor>(Executor::Options{.name = "testing", .threads = 1});
  KARVAN_ASSIGN_OR_RETURN(testing_runtime_, rpc::ServiceRuntime::Create<testing::v1::TestingService>(
                                                {*testing_executor_, authenticator, clock(), metrics}));
  testing_ = std::make_unique<TestingService>(*testing_runtime_, options.reset);
  return absl::OkStatus();
}

}  // namespace karvan::cli
