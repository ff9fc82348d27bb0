#pragma once

#include "karvan/statistics/v1/dataset_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/dataset_handlers.h"
#include "services/statistics/api/description_handlers.h"

namespace karvan::statistics {

// DatasetService over gRPC. All arguments outlive it, and it outlives the server.
class DatasetServiceImpl final : public v1::DatasetService::CallbackService {
 public:
  // Descriptions run in the lane of `scans`, so that they do not hold up short calls.
  DatasetServiceImpl(rpc::ServiceRuntime& runtime, rpc::ServiceRuntime& scans, DatasetRepository& datasets,
                     const ObservationStore& observations)
      : runtime_(runtime), scans_(scans), handlers_(datasets), descriptions_(observations) {}

  grpc::ServerUnaryReactor* CreateDataset(grpc::CallbackServerContext* context,
                                          const v1::CreateDatasetRequest* request,
                                          v1::Dataset* response) override {
    return runtime_.Unary(
        context, "CreateDataset", request, response,
        [this](const auto& call, const auto& q) { return handlers_.CreateDataset(call, q); });
  }

  grpc::ServerUnaryReactor* GetDataset(grpc::CallbackServerContext* context,
                                       const v1::GetDatasetRequest* request, v1::Dataset* response) override {
    return runtime_.Unary(context, "GetDataset", request, response,
                          [this](const auto&, const auto& q) { return handlers_.GetDataset(q); });
  }

  grpc::ServerUnaryReactor* DescribeDataset(grpc::CallbackServerContext* context,
                                            const v1::DescribeDatasetRequest* request,
                                            v1::DescribeDatasetResponse* response) override {
    return scans_.Unary(
        context, "DescribeDataset", request, response,
        [this](const auto& call, const auto& q) { return descriptions_.DescribeDataset(call, q); });
  }

  grpc::ServerUnaryReactor* ListDatasets(grpc::CallbackServerContext* context,
                                         const v1::ListDatasetsRequest* request,
                                         v1::ListDatasetsResponse* response) override {
    return runtime_.Unary(context, "ListDatasets", request, response,
                          [this](const auto&, const auto& q) { return handlers_.ListDatasets(q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  rpc::ServiceRuntime& scans_;
  DatasetHandlers handlers_;
  DescriptionHandlers descriptions_;
};

}  // namespace karvan::statistics
