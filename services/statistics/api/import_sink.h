#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "karvan/statistics/v1/release_service.pb.h"
#include "services/platform/digest/sha256.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/rpc/client_stream_call.h"
#include "services/statistics/formats/file_reader.h"
#include "services/statistics/storage/dataset_repository.h"
#include "services/statistics/storage/release_repository.h"

namespace karvan::statistics {

// ReleaseService.ImportObservations: one file into one draft.
class ImportSink final
    : public rpc::StreamSink<v1::ImportObservationsRequest, v1::ImportObservationsResponse>,
      private RowSink {
 public:
  static constexpr size_t kMaxContentBytes = 1 << 20;  // a message

  // All arguments outlive it.
  ImportSink(const rpc::CallContext& call, DatasetRepository& datasets, ReleaseRepository& releases)
      : call_(call), datasets_(datasets), releases_(releases) {}

  absl::Status OnMessage(v1::ImportObservationsRequest message) override;
  absl::StatusOr<v1::ImportObservationsResponse> Finish() override;

 private:
  absl::Status OnHeader(const v1::ImportHeader& header);
  absl::Status OnContent(absl::string_view content);
  absl::Status OnObservation(int64_t line, const Observation& observation) override;
  absl::Status OnCell(int64_t line, const CellRow& row) override;
  void OnBadRow(const std::vector<ImportProblem>& problems) override;

  const rpc::CallContext& call_;
  DatasetRepository& datasets_;
  ReleaseRepository& releases_;

  // From the header on:
  v1::ImportHeader header_;
  Dataset dataset_;
  std::unique_ptr<ReleaseImport> import_;
  std::optional<FileReader> reader_;

  Sha256 sha256_;
  int64_t size_bytes_ = 0;
  int64_t bad_rows_ = 0;
  std::vector<ImportProblem> problems_;  // the first of them, in the order of the file
};

}  // namespace karvan::statistics
