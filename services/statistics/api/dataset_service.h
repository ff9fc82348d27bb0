#pragma once

#include "karvan/statistics/v1/dataset_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/dataset_handlers.h"

namespace karvan::statistics {

// DatasetService over gRPC. All arguments outlive it, and it outlives the server.
class DatasetServiceImpl final : public v1::DatasetService::CallbackService {
 public:
  DatasetServiceImpl(rpc::ServiceRuntime& runtime, DatasetRepository& datasets)
      : runtime_(runtime), handlers_(datasets) {}

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

  grpc::ServerUnaryReactor* ListDatasets(grpc::CallbackServerContext* context,
                                         const v1::ListDatasetsRequest* request,
                                         v1::ListDatasetsResponse* response) override {
    return runtime_.Unary(context, "ListDatasets", request, response,
                          [this](const auto&, const auto& q) { return handlers_.ListDatasets(q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  DatasetHandlers handlers_;
};

}  // namespace karvan::statistics
