#include "services/statistics/api/purge_handlers.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/observation_convert.h"
#include "services/statistics/api/page_numbers.h"
#include "services/statistics/api/release_convert.h"
#include "services/statistics/api/timestamps.h"
#include "services/statistics/api/write_requests.h"
#include "services/statistics/domain/release.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 1000;

// Each period once, in order.
std::vector<Period> PeriodsOf(const v1::PurgeObservationsRequest& request, Violations& violations) {
  std::set<Period> periods;
  if (request.periods().empty() || request.periods_size() > kMaxPurgedPeriods) {
    violations.Add("periods", absl::StrCat("has ", request.periods_size(), " entries: must have 1 to ",
                                           kMaxPurgedPeriods));
    return {};
  }
  for (int i = 0; i < request.periods_size(); ++i) {
    const absl::StatusOr<Period> period = Period::Parse(request.periods(i));
    violations.Add(absl::StrCat("periods[", i, "]"), period.status());
    if (period.ok()) periods.insert(*period);
  }
  return {periods.begin(), periods.end()};
}

v1::Purge PurgeToProto(const PurgeState& state) {
  const Purge& purge = state.purge;
  v1::Purge proto;
  proto.set_name(PurgeName(purge.dataset, purge.sequence));
  *proto.mutable_series() = ToProto(purge.series);
  for (const Period& period : purge.periods) proto.add_periods(period.ToString());
  proto.set_reason(purge.reason);
  proto.set_sequence(purge.sequence);
  *proto.mutable_purge_time() = ToProto(purge.purge_time);
  proto.set_run_count(purge.run_count);
  for (int64_t number : purge.releases) proto.add_releases(ReleaseName(purge.dataset, number));
  proto.set_erased(state.erased);
  return proto;
}

}  // namespace

absl::StatusOr<v1::Purge> PurgeHandlers::PurgeObservations(const rpc::CallContext& call,
                                                           const v1::PurgeObservationsRequest& request) {
  Violations violations;
  Purge order;
  order.series = FromProto(request.series());
  CheckSeriesKey(order.series, "series", violations);
  order.periods = PeriodsOf(request, violations);
  order.reason = request.reason();
  CheckReason(order.reason, "reason", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(order.dataset, ParseDatasetName(request.parent(), "parent"));
  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "PurgeObservations", request));
  KARVAN_ASSIGN_OR_RETURN(const PurgeState state,
                          purges_.Create(order, write, [&call] { return call.CheckAlive(); }));
  return PurgeToProto(state);
}

absl::StatusOr<v1::Purge> PurgeHandlers::GetPurge(const v1::GetPurgeRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const PurgeId id, ParsePurgeName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(const PurgeState state, purges_.Get(id.dataset, id.sequence));
  return PurgeToProto(state);
}

absl::StatusOr<v1::ListPurgesResponse> PurgeHandlers::ListPurges(const v1::ListPurgesRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(std::string dataset, ParseDatasetName(request.parent(), "parent"));
  KARVAN_ASSIGN_OR_RETURN(int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  KARVAN_ASSIGN_OR_RETURN(int64_t first_sequence, FirstNumber(token));

  KARVAN_ASSIGN_OR_RETURN(PurgePage page, purges_.List(dataset, first_sequence, page_size));
  v1::ListPurgesResponse response;
  for (const PurgeState& state : page.purges) *response.add_purges() = PurgeToProto(state);
  if (page.next_sequence != 0) {
    response.set_next_page_token(
        listing::EncodePageToken({absl::StrCat(page.next_sequence), 0}, fingerprint));
  }
  return response;
}

}  // namespace karvan::statistics
