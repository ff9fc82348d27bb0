#include "services/statistics/api/upload_handlers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/file_import.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/page_numbers.h"
#include "services/statistics/api/upload_convert.h"
#include "services/statistics/api/write_requests.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 1000;

absl::StatusOr<v1::ImportObservationsResponse> ParseAnswer(const std::string& answer) {
  v1::ImportObservationsResponse response;
  if (!response.ParseFromString(answer)) return kv::CorruptError("answer of FinishUpload");
  return response;
}

}  // namespace

absl::StatusOr<v1::Upload> UploadHandlers::CreateUpload(const rpc::CallContext& call,
                                                        const v1::CreateUploadRequest& request) {
  Violations violations;
  Upload upload = FromProto(request.upload(), "upload", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  KARVAN_ASSIGN_OR_RETURN(const ReleaseId release, ParseReleaseName(request.parent(), "parent"));
  upload.dataset = release.dataset;
  upload.release = release.number;
  KARVAN_ASSIGN_OR_RETURN(const ledger::WriteRequest write, WriteRequestOf(call, "CreateUpload", request));
  KARVAN_ASSIGN_OR_RETURN(upload, uploads_.Create(upload, write));
  return ToProto(upload);
}

absl::StatusOr<v1::Upload> UploadHandlers::GetUpload(const v1::GetUploadRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const UploadId id, ParseUploadName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(const Upload upload, uploads_.Get(id));
  return ToProto(upload);
}

absl::StatusOr<v1::ListUploadsResponse> UploadHandlers::ListUploads(
    const v1::ListUploadsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(const ReleaseId release, ParseReleaseName(request.parent(), "parent"));
  KARVAN_ASSIGN_OR_RETURN(const int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(const listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));
  KARVAN_ASSIGN_OR_RETURN(const int64_t first_number, FirstNumber(token));
  KARVAN_ASSIGN_OR_RETURN(const UploadPage page,
                          uploads_.List(release.dataset, release.number, first_number, page_size));
  v1::ListUploadsResponse response;
  for (const Upload& upload : page.uploads) *response.add_uploads() = ToProto(upload);
  if (page.next_number != 0) {
    response.set_next_page_token(listing::EncodePageToken({absl::StrCat(page.next_number), 0}, fingerprint));
  }
  return response;
}

absl::StatusOr<v1::ImportObservationsResponse> UploadHandlers::FinishUpload(
    const rpc::CallContext& call, const v1::FinishUploadRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(const UploadId id, ParseUploadName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(Upload upload, uploads_.Seal(id));
  if (upload.state != UploadState::kFinished) {
    absl::StatusOr<v1::ImportObservationsResponse> imported = Import(call, upload);
    if (imported.ok()) {
      KARVAN_ASSIGN_OR_RETURN(const std::string answer, uploads_.Finish(id, imported->SerializeAsString()));
      return ParseAnswer(answer);
    }
    // Another call may have finished it meanwhile, and taken its bytes away.
    KARVAN_ASSIGN_OR_RETURN(upload, uploads_.Get(id));
    if (upload.state != UploadState::kFinished) return imported.status();
  }
  KARVAN_ASSIGN_OR_RETURN(const std::string answer, uploads_.Answer(upload));
  return ParseAnswer(answer);
}

absl::StatusOr<v1::ImportObservationsResponse> UploadHandlers::Import(const rpc::CallContext& call,
                                                                      const Upload& upload) {
  FileImport import(call, datasets_, releases_);
  KARVAN_RETURN_IF_ERROR(import.Begin({upload.dataset, upload.release}, upload.file_name, upload.format));
  auto feed = [&](absl::string_view bytes) -> absl::Status {
    KARVAN_RETURN_IF_ERROR(call.CheckAlive());
    return import.Feed(bytes);
  };
  KARVAN_RETURN_IF_ERROR(uploads_.Read(upload, feed));
  return import.Finish(upload.sha256);
}

absl::StatusOr<google::protobuf::Empty> UploadHandlers::AbandonUpload(
    const v1::AbandonUploadRequest& request) {
  KARVAN_ASSIGN_OR_RETURN(const UploadId id, ParseUploadName(request.name(), "name"));
  KARVAN_RETURN_IF_ERROR(uploads_.Abandon(id));
  return google::protobuf::Empty();
}

}  // namespace karvan::statistics
