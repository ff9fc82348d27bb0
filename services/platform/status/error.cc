#include "services/platform/status/error.h"

#include <google/protobuf/duration.pb.h>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/rpc/error_details.pb.h"
#include "services/platform/status/utf8.h"

namespace karvan {
namespace {

// The payload of a message type is kept under the type's URL, as in google.protobuf.Any.
template <typename Message>
std::string TypeUrl() {
  return absl::StrCat("type.googleapis.com/", Message::descriptor()->full_name());
}

template <typename Message>
void Attach(const Message& message, absl::Status& status) {
  status.SetPayload(TypeUrl<Message>(), absl::Cord(message.SerializeAsString()));
}

template <typename Message>
std::optional<Message> Read(const absl::Status& status) {
  auto payload = status.GetPayload(TypeUrl<Message>());
  Message message;
  if (!payload.has_value() || !message.ParseFromString(std::string(*payload))) return std::nullopt;
  return message;
}

}  // namespace

absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message,
                   std::vector<std::pair<std::string, std::string>> metadata) {
  absl::Status status(code, ToValidUtf8(message));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(kErrorDomain);
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[key] = ToValidUtf8(value);
  Attach(info, status);
  return status;
}

absl::Status InvalidFields(std::vector<FieldViolation> violations) {
  if (violations.empty()) return absl::OkStatus();
  google::rpc::BadRequest bad_request;
  for (const FieldViolation& violation : violations) {
    auto& added = *bad_request.add_field_violations();
    added.set_field(ToValidUtf8(violation.field));
    added.set_description(ToValidUtf8(violation.description));
  }
  std::string message =
      absl::StrJoin(violations, "; ", [](std::string* out, const FieldViolation& violation) {
        absl::StrAppend(out, violation.field, ": ", violation.description);
      });
  absl::Status status = Error(absl::StatusCode::kInvalidArgument, kInvalidFieldReason, message);
  Attach(bad_request, status);
  return status;
}

absl::Status InvalidField(absl::string_view field, absl::string_view description) {
  return InvalidFields({{std::string(field), std::string(description)}});
}

void Violations::Add(absl::string_view field, absl::string_view description) {
  violations_.push_back({std::string(field), std::string(description)});
}

void Violations::Add(absl::string_view field, const absl::Status& status) {
  if (status.ok()) return;
  std::vector<FieldViolation> inner = FieldViolations(status);
  if (inner.empty()) Add(field, status.message());
  for (const FieldViolation& violation : inner) {
    Add(absl::StrCat(field, ".", violation.field), violation.description);
  }
}

absl::Status WithRetryDelay(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo retry;
  int64_t seconds = absl::IDivDuration(delay, absl::Seconds(1), &delay);
  retry.mutable_retry_delay()->set_seconds(seconds);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(delay)));
  Attach(retry, status);
  return status;
}

std::optional<std::string> ErrorReason(const absl::Status& status) {
  auto info = Read<google::rpc::ErrorInfo>(status);
  if (!info.has_value()) return std::nullopt;
  return info->reason();
}

std::optional<std::string> ErrorMetadata(const absl::Status& status, absl::string_view key) {
  auto info = Read<google::rpc::ErrorInfo>(status);
  if (!info.has_value()) return std::nullopt;
  auto found = info->metadata().find(std::string(key));
  if (found == info->metadata().end()) return std::nullopt;
  return found->second;
}

std::vector<FieldViolation> FieldViolations(const absl::Status& status) {
  std::vector<FieldViolation> violations;
  auto bad_request = Read<google::rpc::BadRequest>(status);
  if (!bad_request.has_value()) return violations;
  for (const auto& violation : bad_request->field_violations()) {
    violations.push_back({violation.field(), violation.description()});
  }
  return violations;
}

std::optional<absl::Duration> RetryDelay(const absl::Status& status) {
  auto retry = Read<google::rpc::RetryInfo>(status);
  if (!retry.has_value()) return std::nullopt;
  return absl::Seconds(retry->retry_delay().seconds()) + absl::Nanoseconds(retry->retry_delay().nanos());
}

}  // namespace karvan
