#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "karvan/statistics/v1/observation_service.grpc.pb.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/karvan/aggregate_query.h"

namespace karvan::bench {
namespace {

using statistics::v1::AggregateColumns;
using statistics::v1::ObservationService;
using statistics::v1::StreamAggregatesRequest;
using statistics::v1::StreamAggregatesResponse;

// Rows, typed: labels by their places in the columns' lists of codes.
struct TypedRow {
  uint32_t first_label = 0;
  uint32_t second_label = 0;
  int32_t month = 0;  // the first of the period
  int64_t value = 0;  // without its point
};

// Reads a message into `rows`. The data of the benchmarks have a value in every row, and nothing that needs
// more than 64 bits: else DATA_LOSS.
absl::Status Decode(const AggregateColumns& columns, std::vector<TypedRow>& rows) {
  const int count = columns.values().unscaled_size();
  const bool full = columns.values().missing().empty() && columns.values().exceptions().empty() &&
                    columns.keys_size() >= 1 && columns.keys(0).indexes_size() == count;
  if (count > 0 && !full) return absl::DataLossError("rows lack figures that the data have");
  const bool two = columns.keys_size() > 1;
  const bool months = columns.periods().first_months_size() == count;
  rows.resize(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    rows[static_cast<size_t>(i)] = {columns.keys(0).indexes(i), two ? columns.keys(1).indexes(i) : 0,
                                    months ? columns.periods().first_months(i) : 0,
                                    columns.values().unscaled(i)};
  }
  return absl::OkStatus();
}

// Reads one stream after the other for a caller.
class StreamCaller : public grpc::ClientReadReactor<StreamAggregatesResponse> {
 public:
  using Done = std::function<void(const absl::StatusOr<Reply>&)>;

  StreamAggregatesRequest& request() { return request_; }

  void Call(ObservationService::Stub& stub, Done done) {
    context_.emplace();
    done_ = std::move(done);
    reply_ = Reply();
    decoded_ = absl::OkStatus();
    stub.async()->StreamAggregates(&*context_, &request_, this);
    StartRead(&response_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    if (decoded_.ok()) decoded_ = Decode(response_.columns(), rows_);
    if (decoded_.ok()) {
      reply_.rows += static_cast<int64_t>(rows_.size());
      for (const TypedRow& row : rows_) AddFigure(row.value, reply_);
    }
    StartRead(&response_);
  }

  void OnDone(const grpc::Status& status) override {
    const Done finished = std::exchange(done_, nullptr);  // it may start the next call
    if (!status.ok()) return finished(FromGrpcStatus(status));
    if (!decoded_.ok()) return finished(decoded_);
    finished(reply_);
  }

 private:
  std::optional<grpc::ClientContext> context_;
  StreamAggregatesRequest request_;
  StreamAggregatesResponse response_;
  std::vector<TypedRow> rows_;
  Reply reply_;
  absl::Status decoded_;
  Done done_;
};

class StreamedAggregate : public Query {
 public:
  StreamedAggregate(QueryTarget target, SetAggregate set, PeriodLabel period)
      : target_(std::move(target)),
        set_(set),
        period_(period),
        callers_(static_cast<size_t>(target_.callers)) {
    for (const auto& channel : target_.channels) stubs_.push_back(ObservationService::NewStub(channel));
  }

  void Ask(int caller, const QueryKey& key, std::function<void(const absl::StatusOr<Reply>&)> done) override {
    const auto index = static_cast<size_t>(caller);
    SetRequest(key, callers_[index].request());
    callers_[index].Call(*stubs_[index % stubs_.size()], std::move(done));
  }

  absl::StatusOr<QueryRows> Answer(const QueryKey& key) override {
    StreamAggregatesRequest request;
    SetRequest(key, request);
    grpc::ClientContext context;
    const auto reader = stubs_[0]->StreamAggregates(&context, request);
    QueryRows rows;
    StreamAggregatesResponse response;
    while (reader->Read(&response)) {
      std::vector<TypedRow> decoded;
      KARVAN_RETURN_IF_ERROR(Decode(response.columns(), decoded));
      for (const TypedRow& row : decoded) rows.push_back(TextOf(response.columns(), row));
    }
    KARVAN_RETURN_IF_ERROR(FromGrpcStatus(reader->Finish()));
    return rows;
  }

 private:
  void SetRequest(const QueryKey& key, StreamAggregatesRequest& request) const {
    request.Clear();
    request.set_dataset(target_.dataset);
    set_(key, *request.mutable_filter(), *request.mutable_aggregation());
    if (target_.snapshot) request.mutable_as_of()->set_snapshot(*target_.snapshot);
  }

  std::vector<std::string> TextOf(const AggregateColumns& columns, const TypedRow& row) const {
    std::vector<std::string> text;
    const std::string year = absl::StrCat(row.month / 12);
    if (period_ == PeriodLabel::kFirst) text.push_back(year);
    text.push_back(columns.keys(0).codes(static_cast<int>(row.first_label)));
    if (columns.keys_size() > 1) text.push_back(columns.keys(1).codes(static_cast<int>(row.second_label)));
    if (period_ == PeriodLabel::kLast) text.push_back(year);
    text.push_back(FigureText(row.value, columns.values().scale()));
    return text;
  }

  const QueryTarget target_;
  const SetAggregate set_;
  const PeriodLabel period_;
  std::vector<std::unique_ptr<ObservationService::Stub>> stubs_;
  std::vector<StreamCaller> callers_;
};

}  // namespace

std::unique_ptr<Query> MakeStreamedAggregate(QueryTarget target, SetAggregate set, PeriodLabel period) {
  return std::make_unique<StreamedAggregate>(std::move(target), set, period);
}

}  // namespace karvan::bench
