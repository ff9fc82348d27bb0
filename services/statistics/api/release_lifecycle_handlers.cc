#include "services/statistics/api/release_lifecycle_handlers.h"

#include <optional>

#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/release_convert.h"
#include "services/statistics/api/timestamps.h"
#include "services/statistics/api/write_requests.h"

namespace karvan::statistics {
namespace {

// The time of a field of a request; nothing, with a violation, when it is none.
std::optional<absl::Time> TimeOf(const google::protobuf::Timestamp& timestamp, absl::string_view field,
                                 Violations& violations) {
  const absl::StatusOr<absl::Time> time = FromProto(timestamp);
  violations.Add(field, time.status());
  return time.ok() ? std::optional<absl::Time>(*time) : std::nullopt;
}

absl::StatusOr<v1::Release> Answer(const absl::StatusOr<Release>& release) {
  if (!release.ok()) return release.status();
  return ToProto(*release);
}

}  // namespace

absl::StatusOr<v1::Release> ReleaseLifecycleHandlers::ValidateRelease(
    const rpc::CallContext& call, const v1::ValidateReleaseRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "ValidateRelease", request));
  return Answer(releases_.Validate(id.dataset, id.number, request.etag(), write,
                                   [&call] { return call.CheckAlive(); }));
}

absl::StatusOr<v1::Release> ReleaseLifecycleHandlers::PublishRelease(
    const rpc::CallContext& call, const v1::PublishReleaseRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(request.name(), "name"));
  Violations violations;
  std::optional<absl::Time> published_at, embargo_time;
  if (request.has_published_at()) published_at = TimeOf(request.published_at(), "published_at", violations);
  if (request.has_embargo_time()) embargo_time = TimeOf(request.embargo_time(), "embargo_time", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "PublishRelease", request));
  if (embargo_time) {
    return Answer(
        releases_.Embargo(id.dataset, id.number, *embargo_time, published_at, request.etag(), write));
  }
  return Answer(releases_.Publish(id.dataset, id.number, published_at, request.etag(), write));
}

absl::StatusOr<v1::Release> ReleaseLifecycleHandlers::MoveEmbargo(const rpc::CallContext& call,
                                                                  const v1::MoveEmbargoRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(request.name(), "name"));
  Violations violations;
  if (!request.has_embargo_time()) violations.Add("embargo_time", "must be given");
  const std::optional<absl::Time> embargo_time = TimeOf(request.embargo_time(), "embargo_time", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "MoveEmbargo", request));
  return Answer(releases_.MoveEmbargo(id.dataset, id.number, *embargo_time, request.etag(), write));
}

absl::StatusOr<v1::Release> ReleaseLifecycleHandlers::CancelEmbargo(const rpc::CallContext& call,
                                                                    const v1::CancelEmbargoRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "CancelEmbargo", request));
  return Answer(releases_.CancelEmbargo(id.dataset, id.number, request.etag(), write));
}

absl::StatusOr<v1::Release> ReleaseLifecycleHandlers::RetractRelease(
    const rpc::CallContext& call, const v1::RetractReleaseRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(request.name(), "name"));
  Violations violations;
  CheckReason(request.reason(), "reason", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "RetractRelease", request));
  return Answer(releases_.Retract(id.dataset, id.number, request.reason(), request.etag(), write));
}

}  // namespace karvan::statistics
