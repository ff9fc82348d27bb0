#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/dataset_description.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/observation_store.h"

namespace karvan::statistics {

// The method of DatasetService that reads figures. Thread-safe; the store outlives it.
class DescriptionHandlers {
 public:
  explicit DescriptionHandlers(const ObservationStore& observations) : observations_(observations) {}

  absl::StatusOr<v1::DescribeDatasetResponse> DescribeDataset(
      const rpc::CallContext& call, const v1::DescribeDatasetRequest& request) const;

 private:
  const ObservationStore& observations_;
};

}  // namespace karvan::statistics
