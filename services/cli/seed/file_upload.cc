#include "services/cli/seed/file_upload.h"

#include <chrono>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/cli/seed/file_digest.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

using statistics::v1::ImportObservationsResponse;
using statistics::v1::Upload;
using Stub = statistics::v1::UploadService::Stub;

constexpr size_t kPieceBytes = 256 * 1024;
constexpr int64_t kBytesPerSecond = 1 << 20;  // the slowest upload that is waited for

// Whether a repeat may succeed.
bool MayPass(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return true;
    default:
      return ErrorReason(status) == "UPLOAD_OFFSET";
  }
}

// Counts failures in a row.
class Retries {
 public:
  explicit Retries(const RetryPolicy& policy) : policy_(policy) {}

  // Whether to try again after `status`; waits first.
  bool Again(const absl::Status& status) {
    if (!MayPass(status) || ++failures_ >= policy_.attempts) return false;
    absl::SleepFor(policy_.pause * (1 << (failures_ - 1)));
    return true;
  }
  void Progress() { failures_ = 0; }

 private:
  const RetryPolicy policy_;
  int failures_ = 0;
};

// One upload of one file.
class Uploader {
 public:
  Uploader(Client& client, const SeedFile& file, int64_t total, LoadObserver& observer,
           const RetryPolicy& policy)
      : client_(client), file_(file), total_(total), observer_(observer), policy_(policy) {}

  absl::StatusOr<ImportObservationsResponse> Run(const std::string& draft) {
    statistics::v1::CreateUploadRequest create;
    create.set_parent(draft);
    create.mutable_upload()->set_file_name(file_.name);
    create.mutable_upload()->set_format(file_.format);
    create.mutable_upload()->set_size_bytes(total_);
    KARVAN_ASSIGN_OR_RETURN(*create.mutable_upload()->mutable_sha256(), FileSha256(file_.path));
    create.set_request_id(Client::NewRequestId());
    KARVAN_ASSIGN_OR_RETURN(const Upload upload, Call(&Stub::CreateUpload, create));
    absl::StatusOr<ImportObservationsResponse> answer = SendAndFinish(upload.name());
    if (answer.ok()) return answer;
    statistics::v1::AbandonUploadRequest abandon;
    abandon.set_name(upload.name());
    // One that cannot be abandoned now expires.
    client_.Call(client_.uploads(), &Stub::AbandonUpload, abandon).IgnoreError();
    return answer;
  }

 private:
  absl::StatusOr<ImportObservationsResponse> SendAndFinish(const std::string& upload) {
    Retries retries(policy_);
    statistics::v1::GetUploadRequest get;
    get.set_name(upload);
    for (int64_t offset = 0; offset < total_;) {
      absl::StatusOr<Upload> written = Send(upload, offset);
      if (!written.ok()) {
        if (!retries.Again(written.status())) return written.status();
        KARVAN_ASSIGN_OR_RETURN(written, Call(&Stub::GetUpload, get));
      }
      if (written->durable_offset_bytes() > offset) retries.Progress();
      offset = written->durable_offset_bytes();
    }
    statistics::v1::FinishUploadRequest finish;
    finish.set_name(upload);
    return Call(&Stub::FinishUpload, finish);
  }

  // Sends the rest of the file, from `offset` on.
  absl::StatusOr<Upload> Send(const std::string& upload, int64_t offset) {
    std::ifstream content(file_.path, std::ios::binary);
    content.seekg(offset);
    if (!content) return absl::NotFoundError(absl::StrCat("cannot read the file ", file_.path));
    grpc::ClientContext context;
    SetDeadline(context);
    Upload answer;
    auto writer = client_.uploads().WriteUpload(&context, &answer);
    statistics::v1::WriteUploadRequest message;
    message.mutable_header()->set_name(upload);
    message.mutable_header()->set_offset_bytes(offset);
    // A write fails when the server has ended the call; Finish then tells why.
    bool open = writer->Write(message);
    std::string piece(kPieceBytes, '\0');
    while (open && content) {
      content.read(piece.data(), kPieceBytes);
      offset += content.gcount();
      observer_.OnProgress(file_.name, offset, total_);
      if (content.gcount() == 0) break;
      message.set_content(piece.data(), static_cast<size_t>(content.gcount()));
      open = writer->Write(message);
    }
    if (content.bad() || (open && offset != total_)) {
      context.TryCancel();
      static_cast<void>(writer->Finish());
      return absl::DataLossError(
          absl::StrCat("the file ", file_.path, " could not be read to its end, ", total_, " bytes"));
    }
    writer->WritesDone();
    grpc::Status status = writer->Finish();
    if (!status.ok()) return FromGrpcStatus(status);
    return answer;
  }

  // A unary call, repeated while that may help: all of them may be.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    Retries retries(policy_);
    while (true) {
      grpc::ClientContext context;
      SetDeadline(context);
      context.set_wait_for_ready(true);  // a server that starts again is waited for
      Response response;
      grpc::Status status = (client_.uploads().*method)(&context, request, &response);
      if (status.ok()) return response;
      absl::Status failed = FromGrpcStatus(status);
      if (!retries.Again(failed)) return failed;
    }
  }

  // The client's timeout, and a second more for each MiB.
  void SetDeadline(grpc::ClientContext& context) const {
    client_.SetDeadline(context);
    context.set_deadline(context.deadline() +
                         std::chrono::seconds((total_ + kBytesPerSecond - 1) / kBytesPerSecond));
  }

  Client& client_;
  const SeedFile& file_;
  const int64_t total_;
  LoadObserver& observer_;
  const RetryPolicy policy_;
};

}  // namespace

absl::StatusOr<ImportObservationsResponse> UploadFile(Client& client, const SeedFile& file, int64_t total,
                                                      const std::string& draft, LoadObserver& observer,
                                                      const RetryPolicy& policy) {
  return Uploader(client, file, total, observer, policy).Run(draft);
}

}  // namespace karvan::cli
