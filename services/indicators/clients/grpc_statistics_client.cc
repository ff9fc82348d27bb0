#include "services/indicators/clients/grpc_statistics_client.h"

#include <functional>
#include <optional>
#include <utility>

#include "services/indicators/clients/dependency_error.h"
#include "services/indicators/clients/pages.h"
#include "services/indicators/clients/statistics_reading.h"
#include "services/indicators/convert/timestamp.h"
#include "services/platform/rpc/client_call.h"
#include "services/platform/status/error.h"

namespace karvan::indicators {
namespace {

namespace pb = statistics::v1;

constexpr char kDependency[] = "statistics";
constexpr int kDatasetsPerPage = 1000;
constexpr int kObservationsPerPage = 10'000;

pb::QueryObservationsRequest RequestOf(const TradeQuery& query) {
  pb::QueryObservationsRequest request;
  request.set_dataset(query.dataset);
  request.set_page_size(kObservationsPerPage);
  pb::ObservationFilter& filter = *request.mutable_filter();
  filter.add_reporters(query.reporter);
  filter.add_partners(query.partner);
  for (Flow flow : {Flow::kExports, Flow::kImports, Flow::kTurnover}) {
    filter.add_flows(std::string(FlowCode(flow)));
  }
  filter.add_classifications(query.classification);
  filter.add_products(query.product);
  if (query.as_of.snapshot) request.mutable_as_of()->set_snapshot(*query.as_of.snapshot);
  if (query.as_of.known_at) *request.mutable_as_of()->mutable_known_at() = ToProto(*query.as_of.known_at);
  return request;
}

absl::Status TakeObservations(const std::string& dataset, const pb::QueryObservationsResponse& page,
                              TradeObservations& trade) {
  trade.snapshot = page.snapshot();
  for (const pb::Observation& observation : page.observations()) {
    absl::StatusOr<Observation> read = ReadObservation(dataset, observation);
    if (!read.ok()) return UnreadableAnswer(kDependency, "an observation", read.status());
    trade.observations.push_back(*std::move(read));
  }
  return absl::OkStatus();
}

// Errors of reading are ours already; the rest are the service's.
absl::Status QueryError(const rpc::CallContext& call, const absl::Status& error) {
  const std::optional<std::string> reason = ErrorReason(error);
  if (reason == "DEPENDENCY_FAILED") return error;
  if (reason == "SNAPSHOT_UNKNOWN") return InvalidField("snapshot", error.message());
  return DependencyError(call, kDependency, error);
}

}  // namespace

GrpcStatisticsClient::GrpcStatisticsClient(const std::shared_ptr<grpc::ChannelInterface>& channel,
                                           absl::Duration timeout)
    : datasets_(pb::DatasetService::NewStub(channel)),
      observations_(pb::ObservationService::NewStub(channel)),
      timeout_(timeout) {}

Task<absl::StatusOr<std::vector<Dataset>>> GrpcStatisticsClient::ListDatasets(const rpc::CallContext& call) {
  pb::ListDatasetsRequest request;
  request.set_page_size(kDatasetsPerPage);
  auto start = [this](grpc::ClientContext* context, const pb::ListDatasetsRequest* page_request,
                      pb::ListDatasetsResponse* page, std::function<void(grpc::Status)> done) {
    datasets_->async()->ListDatasets(context, page_request, page, std::move(done));
  };
  std::vector<Dataset> datasets;
  auto take = [&datasets](const pb::ListDatasetsResponse& page) {
    for (const pb::Dataset& dataset : page.datasets()) datasets.push_back(ReadDataset(dataset));
    return absl::OkStatus();
  };
  auto taking = TakePages<pb::ListDatasetsResponse>(call, request, timeout_, start, take);
  absl::Status taken = co_await std::move(taking);
  if (!taken.ok()) co_return DependencyError(call, kDependency, taken);
  co_return datasets;
}

Task<absl::StatusOr<std::optional<Dataset>>> GrpcStatisticsClient::GetDataset(const rpc::CallContext& call,
                                                                              std::string name) {
  pb::GetDatasetRequest request;
  request.set_name(name);
  auto start = [this](grpc::ClientContext* context, const pb::GetDatasetRequest* get, pb::Dataset* dataset,
                      std::function<void(grpc::Status)> done) {
    datasets_->async()->GetDataset(context, get, dataset, std::move(done));
  };
  auto getting = rpc::CallUnary<pb::Dataset>(call, request, timeout_, start);
  absl::StatusOr<pb::Dataset> dataset = co_await std::move(getting);
  if (dataset.ok()) co_return ReadDataset(*dataset);
  if (absl::IsNotFound(dataset.status())) co_return std::nullopt;
  co_return DependencyError(call, kDependency, dataset.status());
}

Task<absl::StatusOr<TradeObservations>> GrpcStatisticsClient::GetTrade(const rpc::CallContext& call,
                                                                       TradeQuery query) {
  auto start = [this](grpc::ClientContext* context, const pb::QueryObservationsRequest* page_request,
                      pb::QueryObservationsResponse* page, std::function<void(grpc::Status)> done) {
    observations_->async()->QueryObservations(context, page_request, page, std::move(done));
  };
  TradeObservations trade;
  auto take = [&trade, &query](const pb::QueryObservationsResponse& page) {
    return TakeObservations(query.dataset, page, trade);
  };
  auto taking = TakePages<pb::QueryObservationsResponse>(call, RequestOf(query), timeout_, start, take);
  absl::Status taken = co_await std::move(taking);
  if (!taken.ok()) co_return QueryError(call, taken);
  co_return trade;
}

}  // namespace karvan::indicators
