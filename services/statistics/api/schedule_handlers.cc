#include "services/statistics/api/schedule_handlers.h"

#include <utility>

#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/schedule_convert.h"
#include "services/statistics/api/write_requests.h"
#include "services/statistics/domain/codes.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 1000;

google::protobuf::FieldMask Everything() {
  google::protobuf::FieldMask mask;
  mask.add_paths("*");
  return mask;
}

}  // namespace

absl::StatusOr<v1::PlannedRelease> ScheduleHandlers::CreatePlannedRelease(
    const rpc::CallContext& call, const v1::CreatePlannedReleaseRequest& request) {
  Violations violations;
  violations.Add("planned_release_id", CheckId(request.planned_release_id()));
  PlannedReleaseChange fields = ChangeFromProto(request.planned_release(), Everything(), violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  PlannedRelease planned;
  KARVAN_ASSIGN_OR_RETURN(planned.dataset, ParseDatasetName(request.parent(), "parent"));
  planned.id = request.planned_release_id();
  planned.title = *std::move(fields.title);
  planned.periods = *std::move(fields.periods);
  planned.dates.push_back({*fields.planned_time, *std::move(fields.delay_reason), absl::Time()});
  KARVAN_ASSIGN_OR_RETURN(const ledger::WriteRequest write,
                          WriteRequestOf(call, "CreatePlannedRelease", request));
  KARVAN_ASSIGN_OR_RETURN(planned, schedule_.Create(planned, write));
  return ToProto(planned, call.Now());
}

absl::StatusOr<v1::PlannedRelease> ScheduleHandlers::GetPlannedRelease(
    const rpc::CallContext& call, const v1::GetPlannedReleaseRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const PlannedReleaseId id, ParsePlannedReleaseName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(const PlannedRelease planned, schedule_.Get(id.dataset, id.id));
  return ToProto(planned, call.Now());
}

absl::StatusOr<v1::ListPlannedReleasesResponse> ScheduleHandlers::ListPlannedReleases(
    const rpc::CallContext& call, const v1::ListPlannedReleasesRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const std::string dataset, ParseDatasetName(request.parent(), "parent"));
  KARVAN_ASSIGN_OR_RETURN(const int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(const listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  KARVAN_ASSIGN_OR_RETURN(const PlannedReleasePage page, schedule_.List(dataset, token.position, page_size));
  v1::ListPlannedReleasesResponse response;
  for (const PlannedRelease& planned : page.planned_releases) {
    *response.add_planned_releases() = ToProto(planned, call.Now());
  }
  if (!page.next_id.empty()) {
    response.set_next_page_token(listing::EncodePageToken({page.next_id, 0}, fingerprint));
  }
  return response;
}

absl::StatusOr<v1::PlannedRelease> ScheduleHandlers::UpdatePlannedRelease(
    const rpc::CallContext& call, const v1::UpdatePlannedReleaseRequest& request) {
  Violations violations;
  const PlannedReleaseChange change =
      ChangeFromProto(request.planned_release(), request.update_mask(), violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(const PlannedReleaseId id,
                          ParsePlannedReleaseName(request.planned_release().name(), "planned_release.name"));
  KARVAN_ASSIGN_OR_RETURN(const ledger::WriteRequest write,
                          WriteRequestOf(call, "UpdatePlannedRelease", request));
  KARVAN_ASSIGN_OR_RETURN(
      const PlannedRelease planned,
      schedule_.Update(id.dataset, id.id, request.planned_release().etag(), change, write));
  return ToProto(planned, call.Now());
}

absl::StatusOr<google::protobuf::Empty> ScheduleHandlers::DeletePlannedRelease(
    const rpc::CallContext& call, const v1::DeletePlannedReleaseRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(const PlannedReleaseId id, ParsePlannedReleaseName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(const ledger::WriteRequest write,
                          WriteRequestOf(call, "DeletePlannedRelease", request));
  KARVAN_RETURN_IF_ERROR(schedule_.Delete(id.dataset, id.id, request.etag(), write));
  return google::protobuf::Empty();
}

}  // namespace karvan::statistics
