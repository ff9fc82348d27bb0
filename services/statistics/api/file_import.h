#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "karvan/statistics/v1/release_service.pb.h"
#include "services/platform/digest/sha256.h"
#include "services/platform/rpc/call_context.h"
#include "services/statistics/api/names.h"
#include "services/statistics/formats/file_reader.h"
#include "services/statistics/storage/dataset_repository.h"
#include "services/statistics/storage/release_repository.h"

namespace karvan::statistics {

// One file into one draft, whatever way its bytes come. Destroyed without Finish, or when that fails, nothing
// of it remains. One thread at a time.
class FileImport final : private RowSink {
 public:
  // All arguments outlive it.
  FileImport(const rpc::CallContext& call, DatasetRepository& datasets, ReleaseRepository& releases)
      : call_(call), datasets_(datasets), releases_(releases) {}

  // Begins a file. The format may be left to be told from the header line. RESOURCE_NOT_FOUND, RELEASE_STATE.
  absl::Status Begin(const ReleaseId& release, absl::string_view file_name, std::optional<FileFormat> format);

  // The next bytes. Errors of FileReader, LIMIT_EXCEEDED.
  absl::Status Feed(absl::string_view bytes);

  // Bytes so far.
  int64_t size_bytes() const { return size_bytes_; }

  // The end of the file: puts all of it into the draft, if its bytes have this SHA-256; empty is any.
  // UPLOAD_SHA256_MISMATCH; errors of FileReader and of ReleaseImport.
  absl::StatusOr<v1::ImportObservationsResponse> Finish(absl::string_view sha256 = "");

 private:
  absl::Status OnObservation(int64_t line, const Observation& observation) override;
  absl::Status OnCell(int64_t line, const CellRow& row) override;
  void OnBadRow(const std::vector<ImportProblem>& problems) override;

  const rpc::CallContext& call_;
  DatasetRepository& datasets_;
  ReleaseRepository& releases_;

  // From Begin on:
  Dataset dataset_;
  std::string file_name_;
  std::unique_ptr<ReleaseImport> import_;
  std::optional<FileReader> reader_;

  Sha256 sha256_;
  int64_t size_bytes_ = 0;
  int64_t bad_rows_ = 0;
  std::vector<ImportProblem> problems_;  // the first of them, in the order of the file
};

}  // namespace karvan::statistics
