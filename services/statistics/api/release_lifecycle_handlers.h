#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/release_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/release_repository.h"

namespace karvan::statistics {

// The methods of ReleaseService that take a release from a draft to its publication and back. Thread-safe;
// the repository outlives it.
class ReleaseLifecycleHandlers {
 public:
  explicit ReleaseLifecycleHandlers(ReleaseRepository& releases) : releases_(releases) {}

  absl::StatusOr<v1::Release> ValidateRelease(const rpc::CallContext& call,
                                              const v1::ValidateReleaseRequest& request);
  absl::StatusOr<v1::Release> PublishRelease(const rpc::CallContext& call,
                                             const v1::PublishReleaseRequest& request);
  absl::StatusOr<v1::Release> MoveEmbargo(const rpc::CallContext& call,
                                          const v1::MoveEmbargoRequest& request);
  absl::StatusOr<v1::Release> CancelEmbargo(const rpc::CallContext& call,
                                            const v1::CancelEmbargoRequest& request);
  absl::StatusOr<v1::Release> RetractRelease(const rpc::CallContext& call,
                                             const v1::RetractReleaseRequest& request);

 private:
  ReleaseRepository& releases_;
};

}  // namespace karvan::statistics
