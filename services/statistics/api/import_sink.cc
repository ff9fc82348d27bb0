#include "services/statistics/api/import_sink.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/release_convert.h"

namespace karvan::statistics {
namespace {

absl::Status CheckHeader(const v1::ImportHeader& header) {
  Violations violations;
  CheckFileName(header.file_name(), "header.file_name", violations);
  if (!v1::FileFormat_IsValid(header.format())) violations.Add("header.format", "must be one of FileFormat");
  if (header.size_bytes() < 0) violations.Add("header.size_bytes", "must not be negative");
  return violations.Status();
}

}  // namespace

absl::Status ImportSink::OnMessage(v1::ImportObservationsRequest message) {
  switch (message.payload_case()) {
    case v1::ImportObservationsRequest::kHeader:
      if (header_) return InvalidField("header", "must be in the first message only");
      return OnHeader(message.header());
    case v1::ImportObservationsRequest::kContent:
      if (!header_) return InvalidField("header", "must be in the first message, before any content");
      return OnContent(message.content());
    case v1::ImportObservationsRequest::PAYLOAD_NOT_SET:
      return InvalidField("payload", "must be a header in the first message, content in the others");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::ImportObservationsResponse> ImportSink::Finish() {
  if (!header_) return InvalidField("header", "must be in the first message: the stream was empty");
  if (header_->size_bytes() != 0 && header_->size_bytes() != import_.size_bytes()) {
    return InvalidField("header.size_bytes",
                        absl::StrCat("is ", header_->size_bytes(), ", but ", import_.size_bytes(),
                                     " bytes came: the file is not whole"));
  }
  return import_.Finish();
}

absl::Status ImportSink::OnHeader(const v1::ImportHeader& header) {
  KARVAN_RETURN_IF_ERROR(CheckHeader(header));
  KARVAN_ASSIGN_OR_RETURN(const ReleaseId release, ParseReleaseName(header.release(), "header.release"));
  KARVAN_RETURN_IF_ERROR(import_.Begin(release, header.file_name(), FormatOf(header.format())));
  header_ = header;
  return absl::OkStatus();
}

absl::Status ImportSink::OnContent(absl::string_view content) {
  if (content.size() > kMaxContentBytes) {
    return InvalidField("content", absl::StrCat("is ", content.size(), " bytes long: must be at most ",
                                                kMaxContentBytes, " a message"));
  }
  return import_.Feed(content);
}

}  // namespace karvan::statistics
