#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "karvan/statistics/v1/dataset_service.grpc.pb.h"
#include "karvan/statistics/v1/observation_service.grpc.pb.h"
#include "services/indicators/clients/statistics_client.h"

namespace karvan::indicators {

// The statistics service over a channel. Each of its calls ends by the deadline of the call that it is
// made for, or after `timeout`.
class GrpcStatisticsClient final : public StatisticsClient {
 public:
  GrpcStatisticsClient(const std::shared_ptr<grpc::ChannelInterface>& channel, absl::Duration timeout);

  Task<absl::StatusOr<std::vector<Dataset>>> ListDatasets(const rpc::CallContext& call) override;
  Task<absl::StatusOr<std::optional<Dataset>>> GetDataset(const rpc::CallContext& call,
                                                          std::string name) override;
  Task<absl::StatusOr<TradeObservations>> GetTrade(const rpc::CallContext& call, TradeQuery query) override;

 private:
  const std::unique_ptr<statistics::v1::DatasetService::Stub> datasets_;
  const std::unique_ptr<statistics::v1::ObservationService::Stub> observations_;
  const absl::Duration timeout_;
};

}  // namespace karvan::indicators
