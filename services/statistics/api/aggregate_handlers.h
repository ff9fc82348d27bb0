#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/rpc/server_stream_call.h"
#include "services/statistics/storage/dataset_repository.h"
#include "services/statistics/storage/observation_store.h"

namespace karvan::statistics {

// The methods of ObservationService that sum. Thread-safe; the stores outlive it and its streams.
class AggregateHandlers {
 public:
  using Stream = rpc::StreamSource<v1::StreamAggregatesResponse>;

  AggregateHandlers(const DatasetRepository& datasets, const ObservationStore& observations)
      : datasets_(datasets), observations_(observations) {}

  absl::StatusOr<v1::AggregateObservationsResponse> AggregateObservations(
      const rpc::CallContext& call, const v1::AggregateObservationsRequest& request) const;

  // The call outlives the stream.
  absl::StatusOr<std::unique_ptr<Stream>> StreamAggregates(const rpc::CallContext& call,
                                                           const v1::StreamAggregatesRequest& request) const;

 private:
  // A query with what an answer says of it.
  struct Asked {
    AggregateQuery query;
    std::string currency_code;
    int64_t rates_snapshot = 0;
  };

  // What a request asks that has a dataset, a filter, an as_of and an aggregation. A page after the first has
  // the snapshot of the rates from the one before.
  template <typename Request>
  absl::StatusOr<Asked> AskedBy(const rpc::CallContext& call, const Request& request,
                                std::optional<int64_t> rates_snapshot) const;
  absl::Status ReadRates(const rpc::CallContext& call, const CurrencyConversion& conversion,
                         Asked& asked) const;

  const DatasetRepository& datasets_;
  const ObservationStore& observations_;
};

}  // namespace karvan::statistics
