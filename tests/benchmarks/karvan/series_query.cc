#include "tests/benchmarks/karvan/series_query.h"

#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "karvan/statistics/v1/observation_service.grpc.pb.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/client/unary_caller.h"
#include "tests/benchmarks/karvan/series_rows.h"

namespace karvan::bench {
namespace {

using statistics::v1::GetSeriesRequest;
using statistics::v1::GetSeriesResponse;
using statistics::v1::ObservationService;

class SeriesQuery : public Query {
 public:
  explicit SeriesQuery(QueryTarget target)
      : target_(std::move(target)), callers_(static_cast<size_t>(target_.callers)) {
    for (const auto& channel : target_.channels) stubs_.push_back(ObservationService::NewStub(channel));
  }

  void Ask(int caller, const QueryKey& key, std::function<void(const absl::StatusOr<Reply>&)> done) override {
    const auto index = static_cast<size_t>(caller);
    Caller& asking = callers_[index];
    SetRequest(key, asking.calls.request());
    asking.calls.Call(
        [&stub = *stubs_[index % stubs_.size()]](auto... arguments) {
          stub.async()->GetSeries(arguments...);
        },
        [&asking, done = std::move(done)](const absl::StatusOr<const GetSeriesResponse*>& response) {
          done(response.ok() ? Read(**response, asking.rows) : response.status());
        });
  }

  absl::StatusOr<QueryRows> Answer(const QueryKey& key) override {
    GetSeriesRequest request;
    SetRequest(key, request);
    grpc::ClientContext context;
    GetSeriesResponse response;
    KARVAN_RETURN_IF_ERROR(FromGrpcStatus(stubs_[0]->GetSeries(&context, request, &response)));
    SeriesRows decoded;
    KARVAN_RETURN_IF_ERROR(DecodeSeries(response, decoded));
    QueryRows rows;
    for (const SeriesRow& row : decoded.rows) {
      rows.push_back({absl::StrFormat("%d-%02d", row.month / 12, row.month % 12 + 1),
                      FigureText(row.value, decoded.value_scale),
                      FigureText(row.net_weight, decoded.net_weight_scale),
                      FigureText(row.quantity, decoded.quantity_scale)});
    }
    return rows;
  }

 private:
  struct Caller {
    UnaryCaller<GetSeriesRequest, GetSeriesResponse> calls;
    SeriesRows rows;
  };

  void SetRequest(const QueryKey& key, GetSeriesRequest& request) const {
    request.set_dataset(target_.dataset);
    request.mutable_series()->set_reporter(key.reporter);
    request.mutable_series()->set_partner(key.partner);
    request.mutable_series()->set_flow(key.flow);
    request.mutable_series()->set_product(key.product);
    if (target_.snapshot) request.mutable_as_of()->set_snapshot(*target_.snapshot);
  }

  static absl::StatusOr<Reply> Read(const GetSeriesResponse& response, SeriesRows& rows) {
    KARVAN_RETURN_IF_ERROR(DecodeSeries(response, rows));
    Reply reply{.rows = static_cast<int64_t>(rows.rows.size())};
    for (const SeriesRow& row : rows.rows) {
      AddFigure(row.value, reply);
      AddFigure(row.net_weight, reply);
      AddFigure(row.quantity, reply);
    }
    return reply;
  }

  const QueryTarget target_;
  std::vector<std::unique_ptr<ObservationService::Stub>> stubs_;
  std::vector<Caller> callers_;
};

}  // namespace

std::unique_ptr<Query> MakeSeriesQuery(QueryTarget target) {
  return std::make_unique<SeriesQuery>(std::move(target));
}

}  // namespace karvan::bench
