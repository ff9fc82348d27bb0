#include "services/platform/status/grpc_status.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/platform/status/utf8.h"

namespace karvan {
namespace {

constexpr size_t kMaxMessageBytes = 1024;
// Of the 8 KiB that a client accepts by default, 1 KiB is left to other trailers.
constexpr size_t kMaxTrailerBytes = 7 * 1024;

grpc::StatusCode ToGrpcCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return grpc::StatusCode::OK;
    case absl::StatusCode::kCancelled:
      return grpc::StatusCode::CANCELLED;
    case absl::StatusCode::kUnknown:
      return grpc::StatusCode::UNKNOWN;
    case absl::StatusCode::kInvalidArgument:
      return grpc::StatusCode::INVALID_ARGUMENT;
    case absl::StatusCode::kDeadlineExceeded:
      return grpc::StatusCode::DEADLINE_EXCEEDED;
    case absl::StatusCode::kNotFound:
      return grpc::StatusCode::NOT_FOUND;
    case absl::StatusCode::kAlreadyExists:
      return grpc::StatusCode::ALREADY_EXISTS;
    case absl::StatusCode::kPermissionDenied:
      return grpc::StatusCode::PERMISSION_DENIED;
    case absl::StatusCode::kResourceExhausted:
      return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case absl::StatusCode::kFailedPrecondition:
      return grpc::StatusCode::FAILED_PRECONDITION;
    case absl::StatusCode::kAborted:
      return grpc::StatusCode::ABORTED;
    case absl::StatusCode::kOutOfRange:
      return grpc::StatusCode::OUT_OF_RANGE;
    case absl::StatusCode::kUnimplemented:
      return grpc::StatusCode::UNIMPLEMENTED;
    case absl::StatusCode::kInternal:
      return grpc::StatusCode::INTERNAL;
    case absl::StatusCode::kUnavailable:
      return grpc::StatusCode::UNAVAILABLE;
    case absl::StatusCode::kDataLoss:
      return grpc::StatusCode::DATA_LOSS;
    case absl::StatusCode::kUnauthenticated:
      return grpc::StatusCode::UNAUTHENTICATED;
    case absl::StatusCode::kDoNotUseReservedForFutureExpansionUseDefaultInSwitchInstead_:
      break;
  }
  return grpc::StatusCode::UNKNOWN;
}

absl::StatusCode FromGrpcCode(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
      return absl::StatusCode::kOk;
    case grpc::StatusCode::CANCELLED:
      return absl::StatusCode::kCancelled;
    case grpc::StatusCode::UNKNOWN:
      return absl::StatusCode::kUnknown;
    case grpc::StatusCode::INVALID_ARGUMENT:
      return absl::StatusCode::kInvalidArgument;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return absl::StatusCode::kDeadlineExceeded;
    case grpc::StatusCode::NOT_FOUND:
      return absl::StatusCode::kNotFound;
    case grpc::StatusCode::ALREADY_EXISTS:
      return absl::StatusCode::kAlreadyExists;
    case grpc::StatusCode::PERMISSION_DENIED:
      return absl::StatusCode::kPermissionDenied;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return absl::StatusCode::kResourceExhausted;
    case grpc::StatusCode::FAILED_PRECONDITION:
      return absl::StatusCode::kFailedPrecondition;
    case grpc::StatusCode::ABORTED:
      return absl::StatusCode::kAborted;
    case grpc::StatusCode::OUT_OF_RANGE:
      return absl::StatusCode::kOutOfRange;
    case grpc::StatusCode::UNIMPLEMENTED:
      return absl::StatusCode::kUnimplemented;
    case grpc::StatusCode::INTERNAL:
      return absl::StatusCode::kInternal;
    case grpc::StatusCode::UNAVAILABLE:
      return absl::StatusCode::kUnavailable;
    case grpc::StatusCode::DATA_LOSS:
      return absl::StatusCode::kDataLoss;
    case grpc::StatusCode::UNAUTHENTICATED:
      return absl::StatusCode::kUnauthenticated;
    case grpc::StatusCode::DO_NOT_USE:
      break;
  }
  return absl::StatusCode::kUnknown;
}

// Bytes of grpc-message in the trailers: all but printable ASCII is percent-encoded.
size_t EncodedMessageBytes(absl::string_view message) {
  size_t bytes = 0;
  for (char c : message) bytes += c >= ' ' && c <= '~' && c != '%' ? 1 : 3;
  return bytes;
}

// Encoded bytes beyond the budget, 0 if none. The details go as base64.
size_t ExcessBytes(const google::rpc::Status& details) {
  size_t bytes = EncodedMessageBytes(details.message()) + (details.ByteSizeLong() + 2) / 3 * 4;
  return bytes > kMaxTrailerBytes ? bytes - kMaxTrailerBytes : 0;
}

// ErrorInfo goes first and BadRequest, which can be cut, last.
std::vector<google::protobuf::Any> OrderedPayloads(const absl::Status& status) {
  std::vector<google::protobuf::Any> payloads;
  status.ForEachPayload([&payloads](absl::string_view type_url, const absl::Cord& payload) {
    payloads.emplace_back();
    payloads.back().set_type_url(std::string(type_url));
    payloads.back().set_value(std::string(payload));
  });
  auto rank = [](const google::protobuf::Any& payload) {
    int place = payload.Is<google::rpc::ErrorInfo>() ? 0 : payload.Is<google::rpc::BadRequest>() ? 2 : 1;
    return std::tuple<int, const std::string&>(place, payload.type_url());
  };
  std::sort(payloads.begin(), payloads.end(),
            [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return payloads;
}

// Takes violations off the end until about `encoded_bytes` are saved, but keeps the first.
void Shorten(size_t encoded_bytes, google::rpc::BadRequest& bad_request) {
  auto& violations = *bad_request.mutable_field_violations();
  for (size_t saved = 0; saved * 4 <= encoded_bytes * 3 && violations.size() > 1;) {
    constexpr size_t kTagAndLength = 2;
    saved += violations[violations.size() - 1].ByteSizeLong() + kTagAndLength;
    violations.RemoveLast();
  }
}

// Adds `payload` if it fits; of field violations, as many as fit.
void AddDetail(const google::protobuf::Any& payload, google::rpc::Status& details) {
  google::protobuf::Any& added = *details.add_details();
  added = payload;
  google::rpc::BadRequest bad_request;
  if (ExcessBytes(details) > 0 && payload.UnpackTo(&bad_request)) {
    while (ExcessBytes(details) > 0 && bad_request.field_violations_size() > 1) {
      Shorten(ExcessBytes(details), bad_request);
      added.PackFrom(bad_request);
    }
  }
  if (ExcessBytes(details) > 0) details.mutable_details()->RemoveLast();
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status details;
  details.set_code(static_cast<int>(ToGrpcCode(status.code())));
  std::string message = ToValidUtf8(status.message());
  details.set_message(std::string(TruncateUtf8(message, kMaxMessageBytes)));
  for (const google::protobuf::Any& payload : OrderedPayloads(status)) AddDetail(payload, details);
  return grpc::Status(ToGrpcCode(status.code()), details.message(),
                      details.details().empty() ? "" : details.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  absl::Status converted(FromGrpcCode(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (converted.ok() || !details.ParseFromString(status.error_details())) return converted;
  for (const google::protobuf::Any& payload : details.details()) {
    converted.SetPayload(payload.type_url(), absl::Cord(payload.value()));
  }
  return converted;
}

}  // namespace karvan
