#include "services/cli/suite/proxy_call.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"

namespace karvan::cli {
namespace {

// Metadata that gRPC makes itself for each leg of the way.
bool BelongsToTheLeg(absl::string_view key) {
  return absl::StartsWith(key, ":") || absl::StartsWith(key, "grpc-") || key == "user-agent" ||
         key == "content-type" || key == "te";
}

// Whether the callers of a method, "/package.Service/Method", send several messages; so too where it is not
// known.
bool CallerStreams(absl::string_view path) {
  const std::string name = absl::StrReplaceAll(absl::StripPrefix(path, "/"), {{"/", "."}});
  const auto* method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  return method == nullptr || method->client_streaming();
}

void CopyMetadata(const grpc::GenericCallbackServerContext& from, grpc::ClientContext& to) {
  for (const auto& [key, value] : from.client_metadata()) {
    if (BelongsToTheLeg({key.data(), key.size()})) continue;
    to.AddMetadata(std::string(key.data(), key.size()), std::string(value.data(), value.size()));
  }
}

}  // namespace

// The client context takes deadline and cancellation over from the server context. The hold keeps the
// backend's side open until it has ended, because the caller's side starts operations on it.
ProxyCall::ProxyCall(std::shared_ptr<ProxyBackend> backend, grpc::GenericCallbackServerContext& context)
    : backend_(std::move(backend)),
      server_context_(context),
      client_context_(grpc::ClientContext::FromCallbackServerContext(context)),
      caller_streams_(CallerStreams(context.method())),
      upstream_(*this) {
  backend_->CallStarted();
  CopyMetadata(server_context_, *client_context_);
  backend_->stub().PrepareBidiStreamingCall(client_context_.get(), server_context_.method(), {}, &upstream_);
  upstream_.AddHold();
  upstream_.StartCall();
  upstream_.StartRead(&response_);
  StartRead(&request_);
}

ProxyCall::~ProxyCall() { backend_->CallEnded(); }

void ProxyCall::OnReadDone(bool ok) {
  MutexLock lock(&mutex_);
  if (backend_ended_) return;
  if (ok) return upstream_.StartWrite(&request_);
  // Either the caller has sent all or it has gone: gRPC reads nothing in both cases, and may report the
  // cancellation only later. A part of a stream must not pass for the whole, so the caller's side itself is
  // asked: where nobody is left nothing can be sent. Not so where the caller sends one message, for that is
  // whole, and initial metadata before the status would forbid the caller's retry.
  caller_streams_ ? StartSendInitialMetadata() : upstream_.StartWritesDone();
}

void ProxyCall::OnSendInitialMetadataDone(bool ok) {
  MutexLock lock(&mutex_);
  if (backend_ended_) return;
  ok ? upstream_.StartWritesDone() : client_context_->TryCancel();
}

void ProxyCall::SentToBackend(bool ok) {
  if (ok) StartRead(&request_);
}

void ProxyCall::ReadFromBackend(bool ok) {
  MutexLock lock(&mutex_);  // the first thing that is sent to the caller carries the initial metadata
  if (ok) return StartWrite(&response_);
  backend_ended_ = true;
  upstream_.RemoveHold();
}

void ProxyCall::OnWriteDone(bool ok) {
  // The caller has gone; the next read then tells that the backend ended too.
  if (!ok) client_context_->TryCancel();
  upstream_.StartRead(&response_);
}

void ProxyCall::OnCancel() { client_context_->TryCancel(); }

void ProxyCall::BackendDone(const grpc::Status& status) {
  for (const auto& [key, value] : client_context_->GetServerTrailingMetadata()) {
    const absl::string_view name(key.data(), key.size());
    // The pushback is of the grpc- names but meant for the caller; the status details travel in `status`.
    if (BelongsToTheLeg(name) && name != "grpc-retry-pushback-ms") continue;
    server_context_.AddTrailingMetadata(std::string(name), std::string(value.data(), value.size()));
  }
  Finish(status);  // the last thing, for it may free this
}

}  // namespace karvan::cli
