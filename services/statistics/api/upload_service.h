#pragma once

#include <memory>

#include "karvan/statistics/v1/upload_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"
#include "services/statistics/api/upload_handlers.h"
#include "services/statistics/api/upload_sink.h"

namespace karvan::statistics {

// UploadService over gRPC. All arguments outlive it, and it outlives the server.
class UploadServiceImpl final
    : public v1::UploadService::WithRawCallbackMethod_WriteUpload<v1::UploadService::CallbackService> {
 public:
  // Imports run in the lane of `scans`; writes wait for the disk most of the time, in that of `runtime`.
  UploadServiceImpl(rpc::ServiceRuntime& runtime, rpc::ServiceRuntime& scans, DatasetRepository& datasets,
                    ReleaseRepository& releases, UploadRepository& uploads)
      : runtime_(runtime), scans_(scans), uploads_(uploads), handlers_(datasets, releases, uploads) {}

  grpc::ServerUnaryReactor* CreateUpload(grpc::CallbackServerContext* context,
                                         const v1::CreateUploadRequest* request,
                                         v1::Upload* response) override {
    return runtime_.Unary(
        context, "CreateUpload", request, response,
        [this](const auto& call, const auto& q) { return handlers_.CreateUpload(call, q); });
  }

  grpc::ServerUnaryReactor* GetUpload(grpc::CallbackServerContext* context,
                                      const v1::GetUploadRequest* request, v1::Upload* response) override {
    return runtime_.Unary(context, "GetUpload", request, response,
                          [this](const auto&, const auto& q) { return handlers_.GetUpload(q); });
  }

  grpc::ServerUnaryReactor* ListUploads(grpc::CallbackServerContext* context,
                                        const v1::ListUploadsRequest* request,
                                        v1::ListUploadsResponse* response) override {
    return runtime_.Unary(context, "ListUploads", request, response,
                          [this](const auto&, const auto& q) { return handlers_.ListUploads(q); });
  }

  grpc::ServerReadReactor<grpc::ByteBuffer>* WriteUpload(grpc::CallbackServerContext* context,
                                                         grpc::ByteBuffer* response) override {
    using Sink = rpc::StreamSink<v1::WriteUploadRequest, v1::Upload>;
    auto open = [this](const rpc::CallContext&) -> absl::StatusOr<std::unique_ptr<Sink>> {
      return std::make_unique<UploadSink>(uploads_);
    };
    return runtime_.ClientStream<v1::WriteUploadRequest, v1::Upload>(context, "WriteUpload", response, open);
  }

  grpc::ServerUnaryReactor* FinishUpload(grpc::CallbackServerContext* context,
                                         const v1::FinishUploadRequest* request,
                                         v1::ImportObservationsResponse* response) override {
    return scans_.Unary(context, "FinishUpload", request, response,
                        [this](const auto& call, const auto& q) { return handlers_.FinishUpload(call, q); });
  }

  grpc::ServerUnaryReactor* AbandonUpload(grpc::CallbackServerContext* context,
                                          const v1::AbandonUploadRequest* request,
                                          google::protobuf::Empty* response) override {
    return runtime_.Unary(context, "AbandonUpload", request, response,
                          [this](const auto&, const auto& q) { return handlers_.AbandonUpload(q); });
  }

 private:
  rpc::ServiceRuntime& runtime_;
  rpc::ServiceRuntime& scans_;
  UploadRepository& uploads_;
  UploadHandlers handlers_;
};

}  // namespace karvan::statistics
