#include "services/statistics/api/upload_convert.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/statistics/api/release_convert.h"
#include "services/statistics/api/timestamps.h"

namespace karvan::statistics {
namespace {

// The numbers of the enums agree; a change of one of them must not go unseen.
static_assert(v1::Upload::STATE_ACTIVE == static_cast<int>(UploadState::kActive) &&
              v1::Upload::STATE_SEALED == static_cast<int>(UploadState::kSealed) &&
              v1::Upload::STATE_FINISHED == static_cast<int>(UploadState::kFinished));

bool IsDigest(absl::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

v1::Upload ToProto(const Upload& upload) {
  v1::Upload proto;
  proto.set_name(UploadName(upload));
  proto.set_state(static_cast<v1::Upload::State>(upload.state));
  proto.set_file_name(upload.file_name);
  if (upload.format) proto.set_format(static_cast<v1::FileFormat>(*upload.format));
  proto.set_size_bytes(upload.size_bytes);
  proto.set_sha256(upload.sha256);
  proto.set_durable_offset_bytes(upload.durable_offset_bytes);
  *proto.mutable_create_time() = ToProto(upload.create_time);
  *proto.mutable_update_time() = ToProto(upload.update_time);
  *proto.mutable_expire_time() = ToProto(upload.update_time + kUploadLifetime);
  return proto;
}

Upload FromProto(const v1::Upload& proto, absl::string_view path, Violations& violations) {
  Upload upload;
  upload.file_name = proto.file_name();
  CheckFileName(upload.file_name, absl::StrCat(path, ".file_name"), violations);
  if (v1::FileFormat_IsValid(proto.format())) {
    upload.format = FormatOf(proto.format());
  } else {
    violations.Add(absl::StrCat(path, ".format"), "must be one of FileFormat");
  }
  upload.size_bytes = proto.size_bytes();
  if (upload.size_bytes < 0 || upload.size_bytes > kMaxUploadBytes) {
    violations.Add(absl::StrCat(path, ".size_bytes"),
                   absl::StrCat("is ", upload.size_bytes, ": must be 0 to ", kMaxUploadBytes));
  }
  upload.sha256 = proto.sha256();
  if (!upload.sha256.empty() && !IsDigest(upload.sha256)) {
    violations.Add(absl::StrCat(path, ".sha256"),
                   absl::StrCat("\"", upload.sha256, "\" must be 64 lower-case hexadecimal digits"));
  }
  return upload;
}

}  // namespace karvan::statistics
