#include "services/platform/rpc/call.h"

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"

namespace karvan::rpc {
namespace {

constexpr char kRequestIdKey[] = "x-request-id";
constexpr char kPushbackKey[] = "grpc-retry-pushback-ms";
constexpr size_t kMaxRequestIdBytes = 64;

class MetadataCredentials : public auth::Credentials {
 public:
  explicit MetadataCredentials(const grpc::CallbackServerContext& context)
      : metadata_(context.client_metadata()) {}

  std::optional<absl::string_view> Metadata(absl::string_view key) const override {
    auto found = metadata_.find(grpc::string_ref(key.data(), key.size()));
    if (found == metadata_.end()) return std::nullopt;
    return absl::string_view(found->second.data(), found->second.size());
  }

 private:
  const std::multimap<grpc::string_ref, grpc::string_ref>& metadata_;
};

// A client's id goes into logs and trailers, so it is taken only in a tame form.
bool IsTame(absl::string_view id) {
  if (id.empty() || id.size() > kMaxRequestIdBytes) return false;
  for (char c : id) {
    if (!absl::ascii_isalnum(c) && c != '-' && c != '_' && c != '.') return false;
  }
  return true;
}

std::string NewRequestId() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  const uint64_t high = random();
  const uint64_t low = random();
  return absl::StrFormat("%016x%016x", high, low);
}

std::string RequestId(const grpc::CallbackServerContext& context) {
  const std::optional<absl::string_view> given = MetadataCredentials(context).Metadata(kRequestIdKey);
  return given.has_value() && IsTame(*given) ? std::string(*given) : NewRequestId();
}

log::Severity SeverityOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      return log::Severity::kError;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
      return log::Severity::kWarning;
    default:
      return log::Severity::kInfo;
  }
}

// What the client may read of `status`: the words of an internal error are ours alone. One with a reason of a
// contract, as UNKNOWN_OUTCOME, is meant for the client.
absl::Status Shown(const absl::Status& status, const std::string& request_id) {
  const bool internal =
      status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kUnknown;
  if (!internal || ErrorReason(status)) return status;
  return absl::Status(status.code(), absl::StrCat("internal error, request id ", request_id));
}

}  // namespace

Call::Call(const Environment& environment, ServedMethod& method, grpc::CallbackServerContext& server_context)
    : environment_(environment),
      method_(method),
      server_context_(server_context),
      started_(absl::Now()),
      identity_(environment.authenticator.Authenticate(MetadataCredentials(server_context))),
      context_(ContextValues(environment, server_context, identity_)) {
  method_.metrics.Started();
  // A trailer, and not initial metadata: what comes before the status would commit the client's call and
  // forbid its retry.
  server_context_.AddTrailingMetadata(kRequestIdKey, context_.request_id());
}

CallContext::Values Call::ContextValues(const Environment& environment,
                                        const grpc::CallbackServerContext& server_context,
                                        const absl::StatusOr<auth::Identity>& identity) {
  CallContext::Values values;
  if (identity.ok()) values.identity = *identity;
  values.request_id = RequestId(server_context);
  values.deadline = absl::FromChrono(server_context.deadline());
  values.clock = &environment.clock;
  values.executor = &environment.executor;
  return values;
}

std::string Call::method() const { return absl::StrCat(method_.info.service, "/", method_.info.name); }

absl::Status Call::CheckPermission() const {
  if (!identity_.ok()) return identity_.status();
  const std::string& permission = method_.info.permission;
  if (identity_->Has(permission)) return absl::OkStatus();
  return karvan::Error(absl::StatusCode::kPermissionDenied, "PERMISSION_DENIED",
                       absl::StrCat("\"", identity_->name, "\" lacks the permission \"", permission,
                                    "\" that ", method_.info.name, " needs"),
                       {{"permission", permission}, {"identity", identity_->name}});
}

absl::Status Call::Begin(Executor::Work work) {
  if (absl::Status permitted = CheckPermission(); !permitted.ok()) return permitted;
  if (absl::Status alive = context_.CheckAlive(); !alive.ok()) return alive;
  return environment_.executor.TryRun(std::move(work)) ? absl::OkStatus() : Shed();
}

absl::Status Call::Shed() {
  method_.metrics.Shed();
  const absl::Duration pushback = environment_.retry_pushback;
  server_context_.AddTrailingMetadata(kPushbackKey, absl::StrCat(absl::ToInt64Milliseconds(pushback)));
  return WithRetryDelay(karvan::Error(absl::StatusCode::kUnavailable, "OVERLOADED",
                                      absl::StrCat("the server has too much to do; retry after ",
                                                   absl::FormatDuration(pushback))),
                        pushback);
}

grpc::Status Call::Finish(const absl::Status& status) {
  const absl::Duration latency = absl::Now() - started_;
  const std::string code = absl::StatusCodeToString(status.code());
  method_.metrics.Finished(code, latency);
  std::vector<log::Field> fields = {{"method", method()},
                                    {"code", code},
                                    {"latency_ms", absl::ToDoubleMilliseconds(latency)},
                                    {"request_id", context_.request_id()},
                                    {"caller", context_.identity().name},
                                    {"peer", server_context_.peer()}};
  if (!status.ok()) {
    fields.emplace_back("error", status.message());
    if (std::optional<std::string> reason = ErrorReason(status)) fields.emplace_back("reason", *reason);
  }
  log::Write(SeverityOf(status.code()), "call", fields);
  return ToGrpcStatus(Shown(status, context_.request_id()));
}

}  // namespace karvan::rpc
