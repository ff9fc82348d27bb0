#pragma once

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "karvan/statistics/v1/release_schedule_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/schedule_repository.h"

namespace karvan::statistics {

// The methods of ReleaseScheduleService. Thread-safe; the repository outlives it.
class ScheduleHandlers {
 public:
  explicit ScheduleHandlers(ScheduleRepository& schedule) : schedule_(schedule) {}

  absl::StatusOr<v1::PlannedRelease> CreatePlannedRelease(const rpc::CallContext& call,
                                                          const v1::CreatePlannedReleaseRequest& request);
  absl::StatusOr<v1::PlannedRelease> GetPlannedRelease(const rpc::CallContext& call,
                                                       const v1::GetPlannedReleaseRequest& request) const;
  absl::StatusOr<v1::ListPlannedReleasesResponse> ListPlannedReleases(
      const rpc::CallContext& call, const v1::ListPlannedReleasesRequest& request) const;
  absl::StatusOr<v1::PlannedRelease> UpdatePlannedRelease(const rpc::CallContext& call,
                                                          const v1::UpdatePlannedReleaseRequest& request);
  absl::StatusOr<google::protobuf::Empty> DeletePlannedRelease(
      const rpc::CallContext& call, const v1::DeletePlannedReleaseRequest& request);

 private:
  ScheduleRepository& schedule_;
};

}  // namespace karvan::statistics
