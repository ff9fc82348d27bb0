#include "services/statistics/api/observation_handlers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/filter_convert.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/observation_convert.h"
#include "services/statistics/api/series_response.h"
#include "services/statistics/domain/errors.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 1000;
constexpr int kMaxPageSize = 10'000;
constexpr int kCellsAtOnce = 1000;
// A page is closed at this size, so that with one more read it stays below gRPC's limit of 4 MiB.
constexpr size_t kMaxResponseBytes = 2 << 20;
constexpr int kMaxSeriesRows = 20'000;

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
absl::StatusOr<ObservationQuery> ObservationHandlers::QueryOf(const Request& request) const {
  ObservationQuery query;
  Violations violations;
  query.filter = FromProto(request.filter(), "filter", violations);
  const AsOf as_of = FromProto(request.as_of(), "as_of", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(query.dataset, ParseDatasetName(request.dataset(), "dataset"));
  KARVAN_ASSIGN_OR_RETURN(query.snapshot, observations_.ResolveSnapshot(query.dataset, as_of));
  return query;
}

absl::StatusOr<v1::QueryObservationsResponse> ObservationHandlers::QueryObservations(
    const rpc::CallContext& call, const v1::QueryObservationsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  KARVAN_ASSIGN_OR_RETURN(ObservationQuery query, QueryOf(request));
  if (!request.page_token().empty()) {
    KARVAN_ASSIGN_OR_RETURN(query.snapshot,
                            observations_.ResolveSnapshot(query.dataset, Snapshot{token.snapshot}));
  }

  v1::QueryObservationsResponse response;
  response.set_snapshot(query.snapshot);
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
  const AsOf as_of = FromProto(request.as_of(), "as_of", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  ObservationQuery query;
  KARVAN_ASSIGN_OR_RETURN(query.dataset, ParseDatasetName(request.dataset(), "dataset"));
  KARVAN_ASSIGN_OR_RETURN(query.snapshot, observations_.ResolveSnapshot(query.dataset, as_of));
  query.filter = FilterOf(series);
  KARVAN_ASSIGN_OR_RETURN(ObservationPage page, observations_.Read(query, "", kMaxSeriesRows,
                                                                   [&call] { return call.CheckAlive(); }));
  if (!page.next_position.empty()) {
    return LimitExceeded("the series has too many periods for one answer", kMaxSeriesRows);
  }
  return SeriesResponse(series, page.observations, query.snapshot);
}

}  // namespace karvan::statistics
