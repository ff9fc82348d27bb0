#include "services/statistics/api/vintage_handlers.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/filter_convert.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/observation_convert.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 100;
constexpr int kMaxPageSize = 1000;

v1::ObservationVersion VersionToProto(const CellVersion& version, absl::string_view dataset) {
  v1::ObservationVersion proto;
  *proto.mutable_observation() = ToProto(version.observation, dataset);
  *proto.mutable_recorded_at() = ToProto(version.recorded_at);
  proto.set_retraction_sequence(version.retraction);
  proto.set_visible(version.visible);
  return proto;
}

v1::RevisionStatistics StatisticsToProto(const RevisionStatistics& statistics) {
  v1::RevisionStatistics proto;
  proto.set_count(statistics.count());
  proto.set_upward_count(statistics.upward_count());
  proto.set_downward_count(statistics.downward_count());
  proto.set_sum(statistics.sum().ToString());
  proto.set_absolute_sum(statistics.absolute_sum().ToString());
  if (const auto mean = statistics.Mean()) proto.set_mean(*mean);
  if (const auto deviation = statistics.StandardDeviation()) proto.set_standard_deviation(*deviation);
  if (const auto mean = statistics.MeanAbsolute()) proto.set_mean_absolute(*mean);
  if (const auto relative = statistics.RelativeMeanAbsolutePercent()) {
    proto.set_relative_mean_absolute_percent(*relative);
  }
  return proto;
}

// Where a page begins: the number of a version, counted from 0.
absl::StatusOr<size_t> FirstOf(const listing::PageToken& token) {
  int64_t first = 0;
  if (token.position.empty() || (absl::SimpleAtoi(token.position, &first) && first > 0)) {
    return static_cast<size_t>(first);
  }
  return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID", "the page token is not one of ours");
}

}  // namespace

absl::StatusOr<v1::ListObservationVersionsResponse> VintageHandlers::ListObservationVersions(
    const rpc::CallContext& call, const v1::ListObservationVersionsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(const listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  KARVAN_ASSIGN_OR_RETURN(const size_t first, FirstOf(token));
  const SeriesKey series = FromProto(request.series());
  Violations violations;
  CheckSeriesKey(series, "series", violations);
  const absl::StatusOr<Period> period = Period::Parse(request.period());
  violations.Add("period", period.status());
  const AskedAsOf as_of = FromProto(request.as_of(), request.dataset(), "as_of", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(const std::string dataset, ParseDatasetName(request.dataset(), "dataset"));
  const AsOf moment = request.page_token().empty() ? as_of.moment : AsOf(Snapshot{token.snapshot});
  KARVAN_ASSIGN_OR_RETURN(const int64_t snapshot, observations_.ResolveSnapshot(dataset, moment));

  KARVAN_ASSIGN_OR_RETURN(const std::vector<CellVersion> versions,
                          observations_.ReadVersions(dataset, series, *period, {snapshot, as_of.published_by},
                                                     [&call] { return call.CheckAlive(); }));
  v1::ListObservationVersionsResponse response;
  response.set_snapshot(snapshot);
  if (request.as_of().has_published_by()) *response.mutable_published_by() = request.as_of().published_by();
  const size_t end = std::min(versions.size(), first + static_cast<size_t>(page_size));
  for (size_t i = first; i < end; ++i) *response.add_versions() = VersionToProto(versions[i], dataset);
  if (end < versions.size()) {
    response.set_next_page_token(listing::EncodePageToken({absl::StrCat(end), snapshot}, fingerprint));
  }
  return response;
}

absl::StatusOr<v1::SummariseRevisionsResponse> VintageHandlers::SummariseRevisions(
    const rpc::CallContext& call, const v1::SummariseRevisionsRequest& request) const {
  ObservationQuery query;
  Violations violations;
  query.filter = FromProto(request.filter(), "filter", violations);
  const AskedAsOf as_of = FromProto(request.as_of(), request.dataset(), "as_of", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  query.published_by = as_of.published_by;
  KARVAN_ASSIGN_OR_RETURN(query.dataset, ParseDatasetName(request.dataset(), "dataset"));
  KARVAN_ASSIGN_OR_RETURN(query.snapshot, observations_.ResolveSnapshot(query.dataset, as_of.moment));
  KARVAN_ASSIGN_OR_RETURN(const RevisionSummary summary,
                          observations_.SummariseRevisions(query, [&call] { return call.CheckAlive(); }));
  v1::SummariseRevisionsResponse response;
  *response.mutable_first_to_latest() = StatisticsToProto(summary.first_to_latest());
  for (const auto& [order, statistics] : summary.by_order()) {
    v1::RevisionStatisticsByOrder& row = *response.add_by_order();
    row.set_order(order);
    *row.mutable_statistics() = StatisticsToProto(statistics);
  }
  for (const auto& [lag, statistics] : summary.by_lag()) {
    v1::RevisionStatisticsByLag& row = *response.add_by_lag();
    row.set_lag_months(lag);
    *row.mutable_statistics() = StatisticsToProto(statistics);
  }
  response.set_cell_count(summary.cell_count());
  response.set_version_count(summary.version_count());
  response.set_not_compared_count(summary.not_compared_count());
  response.set_snapshot(query.snapshot);
  if (request.as_of().has_published_by()) *response.mutable_published_by() = request.as_of().published_by();
  return response;
}

}  // namespace karvan::statistics
