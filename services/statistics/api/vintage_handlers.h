#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/observation_store.h"

namespace karvan::statistics {

// The methods of ObservationService about the history of figures. Thread-safe; the store outlives it.
class VintageHandlers {
 public:
  explicit VintageHandlers(const ObservationStore& observations) : observations_(observations) {}

  absl::StatusOr<v1::ListObservationVersionsResponse> ListObservationVersions(
      const rpc::CallContext& call, const v1::ListObservationVersionsRequest& request) const;

  absl::StatusOr<v1::SummariseRevisionsResponse> SummariseRevisions(
      const rpc::CallContext& call, const v1::SummariseRevisionsRequest& request) const;

 private:
  const ObservationStore& observations_;
};

}  // namespace karvan::statistics
