#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/dataset_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/dataset_repository.h"

namespace karvan::statistics {

// The methods of DatasetService. Thread-safe; the repository outlives it.
class DatasetHandlers {
 public:
  explicit DatasetHandlers(DatasetRepository& datasets) : datasets_(datasets) {}

  absl::StatusOr<v1::Dataset> CreateDataset(const rpc::CallContext& call,
                                            const v1::CreateDatasetRequest& request);
  absl::StatusOr<v1::Dataset> GetDataset(const v1::GetDatasetRequest& request) const;
  absl::StatusOr<v1::ListDatasetsResponse> ListDatasets(const v1::ListDatasetsRequest& request) const;

 private:
  DatasetRepository& datasets_;
};

}  // namespace karvan::statistics
