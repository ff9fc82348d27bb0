#include "services/statistics/api/file_import.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/platform/status/macros.h"
#include "services/statistics/api/release_convert.h"
#include "services/statistics/domain/upload.h"

namespace karvan::statistics {

absl::Status FileImport::Begin(const ReleaseId& release, absl::string_view file_name,
                               std::optional<FileFormat> format) {
  KARVAN_ASSIGN_OR_RETURN(dataset_, datasets_.Get(release.dataset));
  KARVAN_ASSIGN_OR_RETURN(import_, releases_.BeginImport(release.dataset, release.number));
  RowSink& rows = *this;
  reader_.emplace(format, dataset_, rows);
  file_name_ = std::string(file_name);
  return absl::OkStatus();
}

absl::Status FileImport::Feed(absl::string_view bytes) {
  size_bytes_ += static_cast<int64_t>(bytes.size());
  sha256_.Add(bytes);
  return reader_->Feed(bytes);
}

absl::StatusOr<v1::ImportObservationsResponse> FileImport::Finish(absl::string_view sha256) {
  ImportedFile file;
  file.sha256 = sha256_.Finish();
  KARVAN_RETURN_IF_ERROR(CheckSha256(sha256, file.sha256));
  KARVAN_RETURN_IF_ERROR(reader_->Finish());
  file.file_name = file_name_;
  file.format = reader_->format();
  file.size_bytes = size_bytes_;
  file.row_count = reader_->row_count();
  // The last moment to learn that the end of the stream was the loss of its client.
  KARVAN_RETURN_IF_ERROR(call_.CheckAlive());
  KARVAN_ASSIGN_OR_RETURN(ImportOutcome outcome, import_->Finish(std::move(file), bad_rows_));

  std::vector<ImportProblem> problems;
  std::merge(problems_.begin(), problems_.end(), outcome.repeats.begin(), outcome.repeats.end(),
             std::back_inserter(problems),
             [](const ImportProblem& a, const ImportProblem& b) { return a.line < b.line; });
  if (problems.size() > kMaxProblemsReported) problems.resize(kMaxProblemsReported);

  v1::ImportObservationsResponse response;
  *response.mutable_release() = ToProto(outcome.release);
  *response.mutable_file() = ToProto(outcome.file);
  response.set_problem_count(bad_rows_ + outcome.repeat_count);
  for (const ImportProblem& problem : problems) *response.add_problems() = ToProto(problem);
  return response;
}

absl::Status FileImport::OnObservation(int64_t line, const Observation& observation) {
  return import_->Add(line, observation);
}

absl::Status FileImport::OnCell(int64_t line, const CellRow& row) { return import_->Add(line, row); }

void FileImport::OnBadRow(const std::vector<ImportProblem>& problems) {
  ++bad_rows_;
  for (const ImportProblem& problem : problems) {
    if (problems_.size() < kMaxProblemsReported) problems_.push_back(problem);
  }
}

}  // namespace karvan::statistics
