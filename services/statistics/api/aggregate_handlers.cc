#include "services/statistics/api/aggregate_handlers.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/aggregate_rows.h"
#include "services/statistics/api/aggregation_convert.h"
#include "services/statistics/api/filter_convert.h"
#include "services/statistics/api/names.h"
#include "services/statistics/domain/dataset.h"
#include "services/statistics/domain/errors.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 1000;
constexpr int kMaxPageSize = 10'000;
constexpr size_t kRowsAtOnce = 16'384;  // of a message of a stream: below a megabyte
constexpr int kMaxRates = 20'000;

class AggregateStream final : public AggregateHandlers::Stream {
 public:
  AggregateStream(AggregateAnswer answer, Aggregation aggregation, v1::StreamAggregatesResponse frame)
      : answer_(std::move(answer)), aggregation_(std::move(aggregation)), frame_(std::move(frame)) {}

  absl::StatusOr<std::optional<v1::StreamAggregatesResponse>> Next() override {
    if (ended_) return std::optional<v1::StreamAggregatesResponse>();
    const size_t end = std::min(answer_.rows.size(), next_ + kRowsAtOnce);
    v1::StreamAggregatesResponse response = frame_;
    KARVAN_ASSIGN_OR_RETURN(*response.mutable_columns(), ColumnsOf(answer_, aggregation_, next_, end));
    next_ = end;
    ended_ = next_ == answer_.rows.size();
    return response;
  }

 private:
  const AggregateAnswer answer_;
  const Aggregation aggregation_;
  const v1::StreamAggregatesResponse frame_;  // what every message says
  size_t next_ = 0;
  bool ended_ = false;
};

// Where a page begins: the place of its first row, and the snapshot of the rates of the pages before.
struct PagePosition {
  uint64_t place = 0;
  std::optional<int64_t> rates_snapshot;
};

std::string TextOf(const PagePosition& position) {
  return absl::StrCat(position.place, "/", position.rates_snapshot.value_or(0));
}

absl::StatusOr<PagePosition> PositionOf(const listing::PageToken& token) {
  if (token.position.empty()) return PagePosition();
  const std::vector<std::string> parts = absl::StrSplit(token.position, '/');
  PagePosition position;
  int64_t rates_snapshot = 0;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &position.place) ||
      !absl::SimpleAtoi(parts[1], &rates_snapshot)) {
    return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID",
                 "the page token is not one of ours");
  }
  position.rates_snapshot = rates_snapshot;
  return position;
}

}  // namespace

template <typename Request>
absl::StatusOr<AggregateHandlers::Asked> AggregateHandlers::AskedBy(
    const rpc::CallContext& call, const Request& request, std::optional<int64_t> rates_snapshot) const {
  Asked asked;
  AggregateQuery& query = asked.query;
  Violations violations;
  query.filter = FromProto(request.filter(), "filter", violations);
  query.aggregation = FromProto(request.aggregation(), query.filter, "aggregation", "filter", violations);
  const AskedAsOf as_of = FromProto(request.as_of(), request.dataset(), "as_of", violations);
  query.published_by = as_of.published_by;
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(query.dataset, ParseDatasetName(request.dataset(), "dataset"));
  KARVAN_ASSIGN_OR_RETURN(const Dataset dataset, datasets_.Get(query.dataset));
  query.compilation = dataset.reporters.empty();
  asked.currency_code = dataset.currency_code;
  KARVAN_ASSIGN_OR_RETURN(query.snapshot, observations_.ResolveSnapshot(query.dataset, as_of.moment));
  if (query.aggregation.conversion) {
    if (rates_snapshot) query.aggregation.conversion->snapshot = rates_snapshot;
    KARVAN_RETURN_IF_ERROR(ReadRates(call, *query.aggregation.conversion, asked));
  }
  return asked;
}

absl::Status AggregateHandlers::ReadRates(const rpc::CallContext& call, const CurrencyConversion& conversion,
                                          Asked& asked) const {
  KARVAN_ASSIGN_OR_RETURN(const Dataset dataset, datasets_.Get(conversion.rates));
  if (dataset.kind != DatasetKind::kReferenceSeries) {
    return InvalidField("aggregation.conversion.rates",
                        absl::StrCat("\"", DatasetName(conversion.rates),
                                     "\" does not hold rates: must be a dataset of KIND_REFERENCE_SERIES"));
  }
  AsOf as_of = Now{};
  if (conversion.snapshot) as_of = Snapshot{*conversion.snapshot};
  ObservationQuery query;
  query.dataset = conversion.rates;
  query.filter = FilterOf(conversion.series);
  KARVAN_ASSIGN_OR_RETURN(query.snapshot, observations_.ResolveSnapshot(query.dataset, as_of));
  KARVAN_ASSIGN_OR_RETURN(const ObservationPage page,
                          observations_.Read(query, "", kMaxRates, [&call] { return call.CheckAlive(); }));
  if (!page.next_position.empty())
    return LimitExceeded("the series of rates has too many periods", kMaxRates);
  for (const VersionedObservation& cell : page.observations) {
    const Measures& measures = cell.observation.measures;
    if (!measures.value || measures.value->Sign() <= 0) continue;
    KARVAN_ASSIGN_OR_RETURN(const Decimal rate, measures.value->Shift(measures.unit_multiplier));
    asked.query.rates.emplace(cell.observation.period, rate);
  }
  asked.rates_snapshot = query.snapshot;
  asked.currency_code = conversion.currency_code;
  return absl::OkStatus();
}

absl::StatusOr<v1::AggregateObservationsResponse> AggregateHandlers::AggregateObservations(
    const rpc::CallContext& call, const v1::AggregateObservationsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(const listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  KARVAN_ASSIGN_OR_RETURN(const PagePosition position, PositionOf(token));
  KARVAN_ASSIGN_OR_RETURN(Asked asked, AskedBy(call, request, position.rates_snapshot));
  Aggregation& aggregation = asked.query.aggregation;
  if (aggregation.order == AggregateOrder::kNone) aggregation.order = AggregateOrder::kKey;
  if (!request.page_token().empty()) {
    KARVAN_ASSIGN_OR_RETURN(asked.query.snapshot,
                            observations_.ResolveSnapshot(asked.query.dataset, Snapshot{token.snapshot}));
  }
  KARVAN_ASSIGN_OR_RETURN(const AggregateAnswer answer,
                          observations_.Aggregate(asked.query, [&call] { return call.CheckAlive(); }));

  v1::AggregateObservationsResponse response;
  const size_t first = std::min<size_t>(position.place, answer.rows.size());
  const size_t end = std::min(answer.rows.size(), first + static_cast<size_t>(page_size));
  for (size_t place = first; place < end; ++place) {
    KARVAN_ASSIGN_OR_RETURN(*response.add_rows(), RowOf(answer, aggregation, place));
  }
  if (end < answer.rows.size()) {
    response.set_next_page_token(
        listing::EncodePageToken({TextOf({end, asked.rates_snapshot}), asked.query.snapshot}, fingerprint));
  }
  response.set_snapshot(asked.query.snapshot);
  response.set_currency_code(asked.currency_code);
  response.set_rates_snapshot(asked.rates_snapshot);
  *response.mutable_scan_statistics() = StatisticsOf(answer);
  return response;
}

absl::StatusOr<std::unique_ptr<AggregateHandlers::Stream>> AggregateHandlers::StreamAggregates(
    const rpc::CallContext& call, const v1::StreamAggregatesRequest& request) const {
  if (request.aggregation().include_reported()) {
    return InvalidField("aggregation.include_reported", "must not be set: ask AggregateObservations");
  }
  KARVAN_ASSIGN_OR_RETURN(Asked asked, AskedBy(call, request, std::nullopt));
  asked.query.limits.cells = std::numeric_limits<int64_t>::max();  // a stream may take its time
  KARVAN_ASSIGN_OR_RETURN(AggregateAnswer answer,
                          observations_.Aggregate(asked.query, [&call] { return call.CheckAlive(); }));
  v1::StreamAggregatesResponse frame;
  frame.set_snapshot(asked.query.snapshot);
  frame.set_currency_code(asked.currency_code);
  frame.set_rates_snapshot(asked.rates_snapshot);
  *frame.mutable_scan_statistics() = StatisticsOf(answer);
  return std::unique_ptr<Stream>(
      new AggregateStream(std::move(answer), std::move(asked.query.aggregation), std::move(frame)));
}

}  // namespace karvan::statistics
