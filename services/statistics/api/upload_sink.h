#pragma once

#include <memory>

#include "karvan/statistics/v1/upload_service.pb.h"
#include "services/platform/rpc/client_stream_call.h"
#include "services/statistics/storage/upload_repository.h"

namespace karvan::statistics {

// UploadService.WriteUpload: the next bytes of an upload.
class UploadSink final : public rpc::StreamSink<v1::WriteUploadRequest, v1::Upload> {
 public:
  static constexpr size_t kMaxContentBytes = 1 << 20;  // a message

  // The repository outlives it.
  explicit UploadSink(UploadRepository& uploads) : uploads_(uploads) {}

  absl::Status OnMessage(v1::WriteUploadRequest message) override;
  absl::StatusOr<v1::Upload> Finish() override;

 private:
  absl::Status OnHeader(const v1::WriteUploadHeader& header);

  UploadRepository& uploads_;
  std::unique_ptr<UploadWriter> writer_;  // from the header on
};

}  // namespace karvan::statistics
