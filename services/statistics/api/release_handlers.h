#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/release_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/release_repository.h"

namespace karvan::statistics {

// Releases as drafts, and reading them: ReleaseLifecycleHandlers and ImportSink are the other methods of
// ReleaseService. Thread-safe; the repository outlives it.
class ReleaseHandlers {
 public:
  explicit ReleaseHandlers(ReleaseRepository& releases) : releases_(releases) {}

  absl::StatusOr<v1::Release> CreateRelease(const rpc::CallContext& call,
                                            const v1::CreateReleaseRequest& request);
  absl::StatusOr<v1::Release> GetRelease(const v1::GetReleaseRequest& request) const;
  absl::StatusOr<v1::ListReleasesResponse> ListReleases(const v1::ListReleasesRequest& request) const;
  absl::StatusOr<v1::Release> AbandonRelease(const rpc::CallContext& call,
                                             const v1::AbandonReleaseRequest& request);

 private:
  ReleaseRepository& releases_;
};

}  // namespace karvan::statistics
