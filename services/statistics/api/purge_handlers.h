#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/purge_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/purge_repository.h"

namespace karvan::statistics {

// The methods of PurgeService. Thread-safe; the repository outlives it.
class PurgeHandlers {
 public:
  explicit PurgeHandlers(PurgeRepository& purges) : purges_(purges) {}

  absl::StatusOr<v1::Purge> PurgeObservations(const rpc::CallContext& call,
                                              const v1::PurgeObservationsRequest& request);
  absl::StatusOr<v1::Purge> GetPurge(const v1::GetPurgeRequest& request) const;
  absl::StatusOr<v1::ListPurgesResponse> ListPurges(const v1::ListPurgesRequest& request) const;

 private:
  PurgeRepository& purges_;
};

}  // namespace karvan::statistics
