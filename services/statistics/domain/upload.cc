#include "services/statistics/domain/upload.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/errors.h"

namespace karvan::statistics {
namespace {

absl::string_view StateName(UploadState state) {
  switch (state) {
    case UploadState::kActive:
      return "ACTIVE";
    case UploadState::kSealed:
      return "SEALED";
    case UploadState::kFinished:
      return "FINISHED";
  }
  return "";
}

}  // namespace

std::string UploadName(const Upload& upload) {
  return absl::StrCat(ReleaseName(upload.dataset, upload.release), "/uploads/", upload.number);
}

absl::Status CheckCanWrite(const Upload& upload, int64_t offset) {
  const std::string name = UploadName(upload);
  if (upload.state != UploadState::kActive) {
    const std::string state(StateName(upload.state));
    return Error(absl::StatusCode::kFailedPrecondition, "UPLOAD_STATE",
                 absl::StrCat(name, " is ", state, ": only an ACTIVE upload takes bytes"),
                 {{"resource", name}, {"state", state}, {"allowed", "ACTIVE"}});
  }
  if (offset != upload.durable_offset_bytes) {
    const std::string durable = absl::StrCat(upload.durable_offset_bytes);
    return Error(
        absl::StatusCode::kFailedPrecondition, "UPLOAD_OFFSET",
        absl::StrCat(name, " has ", durable, " durable bytes: writing goes on there, not at ", offset),
        {{"resource", name}, {"durable_offset_bytes", durable}});
  }
  return absl::OkStatus();
}

absl::Status CheckCanFinish(const Upload& upload) {
  if (upload.size_bytes == 0 || upload.size_bytes == upload.durable_offset_bytes) return absl::OkStatus();
  const std::string name = UploadName(upload);
  const std::string durable = absl::StrCat(upload.durable_offset_bytes);
  const std::string size = absl::StrCat(upload.size_bytes);
  return Error(absl::StatusCode::kFailedPrecondition, "UPLOAD_INCOMPLETE",
               absl::StrCat(name, " has ", durable, " durable bytes of ", size, ": write the others first"),
               {{"resource", name}, {"durable_offset_bytes", durable}, {"size_bytes", size}});
}

absl::Status CheckUploadSize(const Upload& upload, int64_t bytes) {
  const int64_t limit = upload.size_bytes == 0 ? kMaxUploadBytes : upload.size_bytes;
  if (bytes <= limit) return absl::OkStatus();
  return LimitExceeded(absl::StrCat(UploadName(upload), " would have ", bytes, " bytes"), limit);
}

absl::Status CheckSha256(absl::string_view expected, absl::string_view actual) {
  if (expected.empty() || expected == actual) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "UPLOAD_SHA256_MISMATCH",
               absl::StrCat("the bytes have the SHA-256 ", actual, ", but ", expected,
                            " was announced: abandon the upload and send the file again"),
               {{"expected", std::string(expected)}, {"actual", std::string(actual)}});
}

absl::Status UploadTakenOver(const Upload& upload) {
  const std::string name = UploadName(upload);
  return Error(absl::StatusCode::kAborted, "UPLOAD_TAKEN_OVER",
               absl::StrCat("a later call has taken over ", name, ", which has ", upload.durable_offset_bytes,
                            " durable bytes"),
               {{"resource", name}, {"durable_offset_bytes", absl::StrCat(upload.durable_offset_bytes)}});
}

}  // namespace karvan::statistics
