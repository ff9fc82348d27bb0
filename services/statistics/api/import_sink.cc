#include "services/statistics/api/import_sink.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/release_convert.h"

namespace karvan::statistics {
namespace {

absl::Status CheckHeader(const v1::ImportHeader& header) {
  Violations violations;
  if (header.file_name().size() > kMaxFileNameBytes) {
    violations.Add("header.file_name", absl::StrCat("is ", header.file_name().size(),
                                                    " bytes long: must be at most ", kMaxFileNameBytes));
  }
  if (!v1::FileFormat_IsValid(header.format())) violations.Add("header.format", "must be one of FileFormat");
  if (header.size_bytes() < 0) violations.Add("header.size_bytes", "must not be negative");
  return violations.Status();
}

}  // namespace

absl::Status ImportSink::OnMessage(v1::ImportObservationsRequest message) {
  switch (message.payload_case()) {
    case v1::ImportObservationsRequest::kHeader:
      if (reader_) return InvalidField("header", "must be in the first message only");
      return OnHeader(message.header());
    case v1::ImportObservationsRequest::kContent:
      if (!reader_) return InvalidField("header", "must be in the first message, before any content");
      return OnContent(message.content());
    case v1::ImportObservationsRequest::PAYLOAD_NOT_SET:
      return InvalidField("payload", "must be a header in the first message, content in the others");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::ImportObservationsResponse> ImportSink::Finish() {
  if (!reader_) return InvalidField("header", "must be in the first message: the stream was empty");
  if (header_.size_bytes() != 0 && header_.size_bytes() != size_bytes_) {
    return InvalidField("header.size_bytes", absl::StrCat("is ", header_.size_bytes(), ", but ", size_bytes_,
                                                          " bytes came: the file is not whole"));
  }
  KARVAN_RETURN_IF_ERROR(reader_->Finish());
  ImportedFile file;
  file.file_name = header_.file_name();
  file.format = reader_->format();
  file.sha256 = sha256_.Finish();
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

absl::Status ImportSink::OnHeader(const v1::ImportHeader& header) {
  KARVAN_RETURN_IF_ERROR(CheckHeader(header));
  KARVAN_ASSIGN_OR_RETURN(ReleaseId id, ParseReleaseName(header.release(), "header.release"));
  KARVAN_ASSIGN_OR_RETURN(dataset_, datasets_.Get(id.dataset));
  KARVAN_ASSIGN_OR_RETURN(import_, releases_.BeginImport(id.dataset, id.number));
  std::optional<FileFormat> format;
  if (header.format() != v1::FILE_FORMAT_UNSPECIFIED) format = static_cast<FileFormat>(header.format());
  RowSink& rows = *this;
  reader_.emplace(format, dataset_, rows);
  header_ = header;
  return absl::OkStatus();
}

absl::Status ImportSink::OnContent(absl::string_view content) {
  if (content.size() > kMaxContentBytes) {
    return InvalidField("content", absl::StrCat("is ", content.size(), " bytes long: must be at most ",
                                                kMaxContentBytes, " a message"));
  }
  size_bytes_ += static_cast<int64_t>(content.size());
  sha256_.Add(content);
  return reader_->Feed(content);
}

absl::Status ImportSink::OnObservation(int64_t line, const Observation& observation) {
  return import_->Add(line, observation);
}

absl::Status ImportSink::OnCell(int64_t line, const CellRow& row) { return import_->Add(line, row); }

void ImportSink::OnBadRow(const std::vector<ImportProblem>& problems) {
  ++bad_rows_;
  for (const ImportProblem& problem : problems) {
    if (problems_.size() < kMaxProblemsReported) problems_.push_back(problem);
  }
}

}  // namespace karvan::statistics
