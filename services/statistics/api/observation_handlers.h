#pragma once

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/observation_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/rpc/server_stream_call.h"
#include "services/statistics/storage/observation_store.h"

namespace karvan::statistics {

// The methods of ObservationService. Thread-safe; the store outlives it and its streams.
class ObservationHandlers {
 public:
  using Stream = rpc::StreamSource<v1::StreamObservationsResponse>;

  explicit ObservationHandlers(const ObservationStore& observations) : observations_(observations) {}

  absl::StatusOr<v1::QueryObservationsResponse> QueryObservations(
      const rpc::CallContext& call, const v1::QueryObservationsRequest& request) const;

  // The call outlives the stream.
  absl::StatusOr<std::unique_ptr<Stream>> StreamObservations(
      const rpc::CallContext& call, const v1::StreamObservationsRequest& request) const;

  absl::StatusOr<v1::GetSeriesResponse> GetSeries(const rpc::CallContext& call,
                                                  const v1::GetSeriesRequest& request) const;

  absl::StatusOr<v1::BatchGetSeriesResponse> BatchGetSeries(const rpc::CallContext& call,
                                                            const v1::BatchGetSeriesRequest& request) const;

 private:
  // The query of a request that has a dataset, a filter, an as_of and an updated_after. `first_snapshot` is
  // that of the first page, when this is not the first.
  template <typename Request>
  absl::StatusOr<ObservationQuery> QueryOf(const Request& request,
                                           std::optional<int64_t> first_snapshot = std::nullopt) const;

  const ObservationStore& observations_;
};

}  // namespace karvan::statistics
