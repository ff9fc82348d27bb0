#include "services/statistics/api/upload_sink.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/upload_convert.h"

namespace karvan::statistics {

absl::Status UploadSink::OnMessage(v1::WriteUploadRequest message) {
  switch (message.payload_case()) {
    case v1::WriteUploadRequest::kHeader:
      if (writer_ != nullptr) return InvalidField("header", "must be in the first message only");
      return OnHeader(message.header());
    case v1::WriteUploadRequest::kContent:
      if (writer_ == nullptr)
        return InvalidField("header", "must be in the first message, before any content");
      if (message.content().size() > kMaxContentBytes) {
        return InvalidField("content",
                            absl::StrCat("is ", message.content().size(), " bytes long: must be at most ",
                                         kMaxContentBytes, " a message"));
      }
      return writer_->Append(message.content());
    case v1::WriteUploadRequest::PAYLOAD_NOT_SET:
      return InvalidField("payload", "must be a header in the first message, content in the others");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Upload> UploadSink::Finish() {
  if (writer_ == nullptr) return InvalidField("header", "must be in the first message: the stream was empty");
  KARVAN_ASSIGN_OR_RETURN(const Upload upload, writer_->Finish());
  return ToProto(upload);
}

absl::Status UploadSink::OnHeader(const v1::WriteUploadHeader& header) {
  KARVAN_ASSIGN_OR_RETURN(const UploadId id, ParseUploadName(header.name(), "header.name"));
  KARVAN_ASSIGN_OR_RETURN(writer_, uploads_.BeginWrite(id, header.offset_bytes()));
  return absl::OkStatus();
}

}  // namespace karvan::statistics
