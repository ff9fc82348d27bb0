#pragma once

#include <optional>

#include "karvan/statistics/v1/release_service.pb.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/rpc/client_stream_call.h"
#include "services/statistics/api/file_import.h"

namespace karvan::statistics {

// ReleaseService.ImportObservations: one file into one draft, in one call.
class ImportSink final
    : public rpc::StreamSink<v1::ImportObservationsRequest, v1::ImportObservationsResponse> {
 public:
  static constexpr size_t kMaxContentBytes = 1 << 20;  // a message

  // All arguments outlive it.
  ImportSink(const rpc::CallContext& call, DatasetRepository& datasets, ReleaseRepository& releases)
      : import_(call, datasets, releases) {}

  absl::Status OnMessage(v1::ImportObservationsRequest message) override;
  absl::StatusOr<v1::ImportObservationsResponse> Finish() override;

 private:
  absl::Status OnHeader(const v1::ImportHeader& header);
  absl::Status OnContent(absl::string_view content);

  FileImport import_;
  std::optional<v1::ImportHeader> header_;  // once it has come
};

}  // namespace karvan::statistics
