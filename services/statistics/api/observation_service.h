#pragma once

#include "karvan/statistics/v1/observation_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/aggregate_handlers.h"
#include "services/statistics/api/observation_handlers.h"
#include "services/statistics/api/vintage_handlers.h"

namespace karvan::statistics {

// ObservationService over gRPC. All arguments outlive it, and it outlives the server.
class ObservationServiceImpl final : public v1::ObservationService::CallbackService {
 public:
  // Streams and summaries run in the lane of `scans`, so that they do not hold up short calls.
  ObservationServiceImpl(rpc::ServiceRuntime& runtime, rpc::ServiceRuntime& scans,
                         const DatasetRepository& datasets, const ObservationStore& observations)
      : runtime_(runtime),
        scans_(scans),
        handlers_(observations),
        vintages_(observations),
        aggregates_(datasets, observations) {}

  grpc::ServerUnaryReactor* QueryObservations(grpc::CallbackServerContext* context,
                                              const v1::QueryObservationsRequest* request,
                                              v1::QueryObservationsResponse* response) override {
    return runtime_.Unary(
        context, "QueryObservations", request, response,
        [this](const auto& call, const auto& q) { return handlers_.QueryObservations(call, q); });
  }

  grpc::ServerWriteReactor<v1::StreamObservationsResponse>* StreamObservations(
      grpc::CallbackServerContext* context, const v1::StreamObservationsRequest* request) override {
    return scans_.ServerStream<v1::StreamObservationsResponse>(
        context, "StreamObservations", request,
        [this](const auto& call, const auto& q) { return handlers_.StreamObservations(call, q); });
  }

  grpc::ServerUnaryReactor* AggregateObservations(grpc::CallbackServerContext* context,
                                                  const v1::AggregateObservationsRequest* request,
                                                  v1::AggregateObservationsResponse* response) override {
    return runtime_.Unary(
        context, "AggregateObservations", request, response,
        [this](const auto& call, const auto& q) { return aggregates_.AggregateObservations(call, q); });
  }

  grpc::ServerWriteReactor<v1::StreamAggregatesResponse>* StreamAggregates(
      grpc::CallbackServerContext* context, const v1::StreamAggregatesRequest* request) override {
    return scans_.ServerStream<v1::StreamAggregatesResponse>(
        context, "StreamAggregates", request,
        [this](const auto& call, const auto& q) { return aggregates_.StreamAggregates(call, q); });
  }

  grpc::ServerUnaryReactor* GetSeries(grpc::CallbackServerContext* context,
                                      const v1::GetSeriesRequest* request,
                                      v1::GetSeriesResponse* response) override {
    return runtime_.Unary(context, "GetSeries", request, response,
                          [this](const auto& call, const auto& q) { return handlers_.GetSeries(call, q); });
  }

  grpc::ServerUnaryReactor* BatchGetSeries(grpc::CallbackServerContext* context,
                                           const v1::BatchGetSeriesRequest* request,
                                           v1::BatchGetSeriesResponse* response) override {
    return runtime_.Unary(
        context, "BatchGetSeries", request, response,
        [this](const auto& call, const auto& q) { return handlers_.BatchGetSeries(call, q); });
  }

  grpc::ServerUnaryReactor* ListObservationVersions(grpc::CallbackServerContext* context,
                                                    const v1::ListObservationVersionsRequest* request,
                                                    v1::ListObservationVersionsResponse* response) override {
    return runtime_.Unary(
        context, "ListObservationVersions", request, response,
        [this](const auto& call, const auto& q) { return vintages_.ListObservationVersions(call, q); });
  }

  grpc::ServerUnaryReactor* SummariseRevisions(grpc::CallbackServerContext* context,
                                               const v1::SummariseRevisionsRequest* request,
                                               v1::SummariseRevisionsResponse* response) override {
    return scans_.Unary(
        context, "SummariseRevisions", request, response,
        [this](const auto& call, const auto& q) { return vintages_.SummariseRevisions(call, q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  rpc::ServiceRuntime& scans_;
  ObservationHandlers handlers_;
  VintageHandlers vintages_;
  AggregateHandlers aggregates_;
};

}  // namespace karvan::statistics
