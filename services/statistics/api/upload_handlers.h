#pragma once

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "karvan/statistics/v1/upload_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/storage/dataset_repository.h"
#include "services/statistics/storage/release_repository.h"
#include "services/statistics/storage/upload_repository.h"

namespace karvan::statistics {

// The unary methods of UploadService; UploadSink is the other. Thread-safe; the repositories outlive it.
class UploadHandlers {
 public:
  UploadHandlers(DatasetRepository& datasets, ReleaseRepository& releases, UploadRepository& uploads)
      : datasets_(datasets), releases_(releases), uploads_(uploads) {}

  absl::StatusOr<v1::Upload> CreateUpload(const rpc::CallContext& call,
                                          const v1::CreateUploadRequest& request);
  absl::StatusOr<v1::Upload> GetUpload(const v1::GetUploadRequest& request) const;
  absl::StatusOr<v1::ListUploadsResponse> ListUploads(const v1::ListUploadsRequest& request) const;
  absl::StatusOr<v1::ImportObservationsResponse> FinishUpload(const rpc::CallContext& call,
                                                              const v1::FinishUploadRequest& request);
  absl::StatusOr<google::protobuf::Empty> AbandonUpload(const v1::AbandonUploadRequest& request);

 private:
  absl::StatusOr<v1::ImportObservationsResponse> Import(const rpc::CallContext& call, const Upload& upload);

  DatasetRepository& datasets_;
  ReleaseRepository& releases_;
  UploadRepository& uploads_;
};

}  // namespace karvan::statistics
