#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "karvan/statistics/v1/observation_service.grpc.pb.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/client/unary_caller.h"
#include "tests/benchmarks/karvan/aggregate_query.h"

namespace karvan::bench {
namespace {

using statistics::v1::AggregateObservationsRequest;
using statistics::v1::AggregateObservationsResponse;
using statistics::v1::AggregateRow;
using statistics::v1::ObservationService;

// A row, typed: what a program works with.
struct TypedRow {
  std::vector<std::string> labels;
  int64_t value = 0;  // without its point
};

absl::StatusOr<int64_t> FigureOf(const std::string& text) {
  std::string digits = text;
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  int64_t figure = 0;
  if (!absl::SimpleAtoi(digits, &figure))
    return absl::DataLossError(absl::StrCat("no figure: \"", text, "\""));
  return figure;
}

class PagedAggregate : public Query {
 public:
  PagedAggregate(QueryTarget target, SetAggregate set, PeriodLabel period)
      : target_(std::move(target)),
        set_(set),
        period_(period),
        callers_(static_cast<size_t>(target_.callers)) {
    for (const auto& channel : target_.channels) stubs_.push_back(ObservationService::NewStub(channel));
  }

  void Ask(int caller, const QueryKey& key, std::function<void(const absl::StatusOr<Reply>&)> done) override {
    const auto index = static_cast<size_t>(caller);
    Caller& asking = callers_[index];
    SetRequest(key, asking.calls.request());
    asking.calls.Call([&stub = *stubs_[index % stubs_.size()]](
                          auto... arguments) { stub.async()->AggregateObservations(arguments...); },
                      [this, &asking, done = std::move(done)](
                          const absl::StatusOr<const AggregateObservationsResponse*>& response) {
                        done(response.ok() ? Read(**response, asking.rows) : response.status());
                      });
  }

  absl::StatusOr<QueryRows> Answer(const QueryKey& key) override {
    AggregateObservationsRequest request;
    SetRequest(key, request);
    grpc::ClientContext context;
    AggregateObservationsResponse response;
    KARVAN_RETURN_IF_ERROR(FromGrpcStatus(stubs_[0]->AggregateObservations(&context, request, &response)));
    QueryRows rows;
    for (const AggregateRow& row : response.rows()) {
      rows.push_back(LabelsOf(row));
      rows.back().push_back(row.value());
    }
    return rows;
  }

 private:
  struct Caller {
    UnaryCaller<AggregateObservationsRequest, AggregateObservationsResponse> calls;
    std::vector<TypedRow> rows;
  };

  void SetRequest(const QueryKey& key, AggregateObservationsRequest& request) const {
    request.Clear();
    request.set_dataset(target_.dataset);
    set_(key, *request.mutable_filter(), *request.mutable_aggregation());
    if (target_.snapshot) request.mutable_as_of()->set_snapshot(*target_.snapshot);
  }

  std::vector<std::string> LabelsOf(const AggregateRow& row) const {
    std::vector<std::string> labels(row.keys().begin(), row.keys().end());
    if (period_ == PeriodLabel::kFirst) labels.insert(labels.begin(), row.period());
    if (period_ == PeriodLabel::kLast) labels.push_back(row.period());
    return labels;
  }

  absl::StatusOr<Reply> Read(const AggregateObservationsResponse& response,
                             std::vector<TypedRow>& rows) const {
    if (!response.next_page_token().empty()) return absl::DataLossError("the answer has more than one page");
    rows.clear();
    Reply reply{.rows = response.rows_size()};
    for (const AggregateRow& row : response.rows()) {
      KARVAN_ASSIGN_OR_RETURN(const int64_t value, FigureOf(row.value()));
      rows.push_back({LabelsOf(row), value});
      AddFigure(value, reply);
    }
    return reply;
  }

  const QueryTarget target_;
  const SetAggregate set_;
  const PeriodLabel period_;
  std::vector<std::unique_ptr<ObservationService::Stub>> stubs_;
  std::vector<Caller> callers_;
};

}  // namespace

std::unique_ptr<Query> MakePagedAggregate(QueryTarget target, SetAggregate set, PeriodLabel period) {
  return std::make_unique<PagedAggregate>(std::move(target), set, period);
}

}  // namespace karvan::bench
