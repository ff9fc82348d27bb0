#include "services/statistics/api/release_handlers.h"

#include "absl/strings/str_cat.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/page_numbers.h"
#include "services/statistics/api/release_convert.h"
#include "services/statistics/api/write_requests.h"
#include "services/statistics/domain/planned_release.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 1000;

}  // namespace

absl::StatusOr<v1::Release> ReleaseHandlers::CreateRelease(const rpc::CallContext& call,
                                                           const v1::CreateReleaseRequest& request) {
  Violations violations;
  Release draft = FromProto(request.release(), "release", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(draft.dataset, ParseDatasetName(request.parent(), "parent"));
  if (!draft.planned_release.empty() &&
      PlannedReleaseName(draft.dataset, draft.planned_release) != request.release().planned_release()) {
    return InvalidField("release.planned_release",
                        absl::StrCat("\"", request.release().planned_release(), "\" must be of ",
                                     request.parent(), ", as the release is"));
  }

  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "CreateRelease", request));
  KARVAN_ASSIGN_OR_RETURN(Release created, releases_.Create(draft, write));
  return ToProto(created);
}

absl::StatusOr<v1::Release> ReleaseHandlers::GetRelease(const v1::GetReleaseRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(Release release, releases_.Get(id.dataset, id.number));
  return ToProto(release);
}

absl::StatusOr<v1::ListReleasesResponse> ReleaseHandlers::ListReleases(
    const v1::ListReleasesRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(std::string dataset, ParseDatasetName(request.parent(), "parent"));
  KARVAN_ASSIGN_OR_RETURN(int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  KARVAN_ASSIGN_OR_RETURN(int64_t first_number, FirstNumber(token));

  KARVAN_ASSIGN_OR_RETURN(ReleasePage page, releases_.List(dataset, first_number, page_size));
  v1::ListReleasesResponse response;
  for (const Release& release : page.releases) *response.add_releases() = ToProto(release);
  if (page.next_number != 0) {
    response.set_next_page_token(listing::EncodePageToken({absl::StrCat(page.next_number), 0}, fingerprint));
  }
  return response;
}

absl::StatusOr<v1::Release> ReleaseHandlers::AbandonRelease(const rpc::CallContext& call,
                                                            const v1::AbandonReleaseRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "AbandonRelease", request));
  KARVAN_ASSIGN_OR_RETURN(Release release, releases_.Abandon(id.dataset, id.number, request.etag(), write));
  return ToProto(release);
}

}  // namespace karvan::statistics
