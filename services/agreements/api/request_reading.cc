#include "services/agreements/api/request_reading.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/checks.h"
#include "services/agreements/domain/resource_name.h"
#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

constexpr size_t kMaxRequestIdLength = 64;

}  // namespace

std::string ReadId(const std::string& name, absl::string_view collection, const Field& field) {
  CheckName(name, collection, Presence::kRequired, field);
  std::optional<ResourceName> parsed = ResourceName::Parse(name);
  return parsed.has_value() ? parsed->id : std::string();
}

WriteOptions ReadWriteOptions(const rpc::CallContext& call, const google::protobuf::Message& request,
                              const std::string& request_id, bool validate_only, Violations& violations) {
  WriteOptions options;
  options.validate_only = validate_only;
  if (request_id.empty()) return options;
  if (const size_t count = CharacterCount(request_id); count > kMaxRequestIdLength) {
    violations.Add("request_id", absl::StrCat("has ", count, " characters, but at most ", kMaxRequestIdLength,
                                              " are allowed; a UUID is advised"));
  }
  options.request = {call.identity().name, request.GetDescriptor()->name(), request_id,
                     listing::RequestFingerprint(request)};
  return options;
}

absl::StatusOr<PageStart> ReadPageStart(const google::protobuf::Message& request, int32_t page_size,
                                        const std::string& page_token) {
  PageStart start;
  start.fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(start.size, listing::PageSize(page_size, kDefaultPageSize, kMaxPageSize));
  KARVAN_ASSIGN_OR_RETURN(listing::PageToken token, listing::DecodePageToken(page_token, start.fingerprint));
  start.position = std::move(token.position);
  start.snapshot = token.snapshot;
  return start;
}

std::string NextPageToken(const std::string& position, int64_t snapshot, const PageStart& start) {
  if (position.empty()) return "";
  return listing::EncodePageToken({position, snapshot}, start.fingerprint);
}

}  // namespace karvan::agreements
