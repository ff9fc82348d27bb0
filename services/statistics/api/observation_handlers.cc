#include "services/statistics/api/observation_handlers.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/filter_convert.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/observation_convert.h"
#include "services/statistics/api/series_response.h"
#include "services/statistics/api/timestamps.h"
#include "services/statistics/domain/errors.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 1000;
constexpr int kMaxPageSize = 10'000;
constexpr int kCellsAtOnce = 1000;
// A page is closed at this size, so that with one more read it stays below gRPC's limit of 4 MiB.
constexpr size_t kMaxResponseBytes = 2 << 20;
constexpr int kMaxSeriesRows = 20'000;
constexpr int kMaxSeriesAtOnce = 1000;
constexpr size_t kMaxBatchBytes = 3 << 20;

absl::Status CheckRows(const SeriesRows& series) {
  if (series.rows.size() <= kMaxSeriesRows) return absl::OkStatus();
  return LimitExceeded("the series has too many periods for one answer", kMaxSeriesRows);
}

class ObservationStream final : public ObservationHandlers::Stream {
 public:
  ObservationStream(const rpc::CallContext& call, const ObservationStore& observations,
                    ObservationQuery query)
      : call_(call), observations_(observations), query_(std::move(query)) {}

  absl::StatusOr<std::optional<v1::StreamObservationsResponse>> Next() override {
    if (ended_) return std::optional<v1::StreamObservationsResponse>();
    KARVAN_ASSIGN_OR_RETURN(ObservationPage page, observations_.Read(query_, position_, kCellsAtOnce,
                                                                     [this] { return call_.CheckAlive(); }));
    v1::StreamObservationsResponse response;
    for (const VersionedObservation& cell : page.observations) {
      *response.add_observations() = ToProto(cell, query_.dataset);
    }
    response.set_snapshot(query_.snapshot);
    if (query_.published_by != absl::InfiniteFuture()) {
      *response.mutable_published_by() = ToProto(query_.published_by);
    }
    position_ = std::move(page.next_position);
    ended_ = position_.empty();
    return response;
  }

 private:
  const rpc::CallContext& call_;
  const ObservationStore& observations_;
  const ObservationQuery query_;
  std::string position_;
  bool ended_ = false;
};

}  // namespace

template <typename Request>
absl::StatusOr<ObservationQuery> ObservationHandlers::QueryOf(const Request& request,
                                                              std::optional<int64_t> first_snapshot) const {
  ObservationQuery query;
  Violations violations;
  query.filter = FromProto(request.filter(), "filter", violations);
  const AskedAsOf as_of = FromProto(request.as_of(), request.dataset(), "as_of", violations);
  const AskedAsOf after = FromProto(request.updated_after(), request.dataset(), "updated_after", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  query.published_by = as_of.published_by;
  KARVAN_ASSIGN_OR_RETURN(query.dataset, ParseDatasetName(request.dataset(), "dataset"));
  const AsOf moment = first_snapshot ? AsOf(Snapshot{*first_snapshot}) : as_of.moment;
  KARVAN_ASSIGN_OR_RETURN(query.snapshot, observations_.ResolveSnapshot(query.dataset, moment));
  if (!request.has_updated_after()) return query;
  Vantage& since = query.updated_after.emplace();
  since.published_by = after.published_by;
  KARVAN_ASSIGN_OR_RETURN(since.snapshot, observations_.ResolveSnapshot(query.dataset, after.moment));
  if (since.snapshot <= query.snapshot) return query;
  return InvalidField("updated_after", absl::StrCat("is snapshot ", since.snapshot, ", later than ",
                                                    query.snapshot, ", that of as_of: must not be later"));
}

absl::StatusOr<v1::QueryObservationsResponse> ObservationHandlers::QueryObservations(
    const rpc::CallContext& call, const v1::QueryObservationsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  std::optional<int64_t> first_snapshot;
  if (!request.page_token().empty()) first_snapshot = token.snapshot;
  KARVAN_ASSIGN_OR_RETURN(ObservationQuery query, QueryOf(request, first_snapshot));

  v1::QueryObservationsResponse response;
  response.set_snapshot(query.snapshot);
  if (request.as_of().has_published_by()) *response.mutable_published_by() = request.as_of().published_by();
  std::string position = token.position;
  do {
    const int wanted = std::min(kCellsAtOnce, page_size - response.observations_size());
    KARVAN_ASSIGN_OR_RETURN(ObservationPage page, observations_.Read(query, position, wanted,
                                                                     [&call] { return call.CheckAlive(); }));
    for (const VersionedObservation& cell : page.observations) {
      *response.add_observations() = ToProto(cell, query.dataset);
    }
    position = std::move(page.next_position);
  } while (!position.empty() && response.observations_size() < page_size &&
           response.ByteSizeLong() < kMaxResponseBytes);
  if (!position.empty()) {
    response.set_next_page_token(listing::EncodePageToken({position, query.snapshot}, fingerprint));
  }
  return response;
}

absl::StatusOr<std::unique_ptr<ObservationHandlers::Stream>> ObservationHandlers::StreamObservations(
    const rpc::CallContext& call, const v1::StreamObservationsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(ObservationQuery query, QueryOf(request));
  return std::unique_ptr<Stream>(new ObservationStream(call, observations_, std::move(query)));
}

absl::StatusOr<v1::GetSeriesResponse> ObservationHandlers::GetSeries(
    const rpc::CallContext& call, const v1::GetSeriesRequest& request) const {
  const SeriesKey series = FromProto(request.series());
  Violations violations;
  CheckSeriesKey(series, "series", violations);
  const AskedAsOf as_of = FromProto(request.as_of(), request.dataset(), "as_of", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(const std::string dataset, ParseDatasetName(request.dataset(), "dataset"));
  KARVAN_ASSIGN_OR_RETURN(
      const SeriesAnswer answer,
      observations_.ReadSeries(dataset, absl::MakeConstSpan(&series, 1), as_of.moment, as_of.published_by,
                               [&call] { return call.CheckAlive(); }));
  KARVAN_RETURN_IF_ERROR(CheckRows(answer.series[0]));
  KARVAN_ASSIGN_OR_RETURN(v1::GetSeriesResponse response,
                          SeriesResponse(series, answer.series[0], answer.snapshot));
  if (request.as_of().has_published_by()) *response.mutable_published_by() = request.as_of().published_by();
  return response;
}

absl::StatusOr<v1::BatchGetSeriesResponse> ObservationHandlers::BatchGetSeries(
    const rpc::CallContext& call, const v1::BatchGetSeriesRequest& request) const {
  Violations violations;
  if (request.series().empty() || request.series_size() > kMaxSeriesAtOnce) {
    violations.Add(
        "series", absl::StrCat("has ", request.series_size(), " entries: must have 1 to ", kMaxSeriesAtOnce));
    return violations.Status();
  }
  std::vector<SeriesKey> keys;
  for (const v1::SeriesKey& series : request.series()) {
    const std::string field = absl::StrCat("series[", keys.size(), "]");
    CheckSeriesKey(keys.emplace_back(FromProto(series)), field, violations);
  }
  const AskedAsOf as_of = FromProto(request.as_of(), request.dataset(), "as_of", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(const std::string dataset, ParseDatasetName(request.dataset(), "dataset"));
  KARVAN_ASSIGN_OR_RETURN(const SeriesAnswer answer,
                          observations_.ReadSeries(dataset, keys, as_of.moment, as_of.published_by,
                                                   [&call] { return call.CheckAlive(); }));
  v1::BatchGetSeriesResponse response;
  response.set_snapshot(answer.snapshot);
  if (request.as_of().has_published_by()) *response.mutable_published_by() = request.as_of().published_by();
  size_t bytes = 0;
  for (size_t i = 0; i < keys.size(); ++i) {
    KARVAN_RETURN_IF_ERROR(CheckRows(answer.series[i]));
    KARVAN_ASSIGN_OR_RETURN(*response.add_series(),
                            SeriesResponse(keys[i], answer.series[i], answer.snapshot));
    bytes += response.series(static_cast<int>(i)).ByteSizeLong();
    if (bytes > kMaxBatchBytes) {
      return LimitExceeded("the series are too large for one answer in bytes: ask for fewer at once",
                           kMaxBatchBytes);
    }
  }
  return response;
}

}  // namespace karvan::statistics
