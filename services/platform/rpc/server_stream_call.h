#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/executor/executor.h"
#include "services/platform/rpc/call.h"

namespace karvan::rpc {

// Where a server stream takes its messages from. Used by one thread at a time, of the executor.
template <typename Item>
class StreamSource {
 public:
  // Releases what the stream holds (a view, a snapshot).
  virtual ~StreamSource() = default;

  // The next message; nothing at the end; an error ends the stream with it. Not called after either.
  virtual absl::StatusOr<std::optional<Item>> Next() = 0;
};

// Answers a server-streaming call. `open` is
// `StatusOr<std::unique_ptr<StreamSource<Item>>>(const CallContext&, const Request&)`. One write is in
// flight; the next message is made when it is through. Frees itself.
template <typename Request, typename Item, typename Open>
class ServerStreamCall : public grpc::ServerWriteReactor<Item> {
 public:
  ServerStreamCall(const Environment& environment, ServedMethod& method,
                   grpc::CallbackServerContext& server_context, const Request& request, Open open)
      : call_(environment, method, server_context), request_(request), open_(std::move(open)) {
    if (absl::Status begun = call_.Begin([this] { OpenSource(); }); !begun.ok()) End(begun);
  }

  void OnCancel() override { call_.Cancel(); }
  void OnDone() override { delete this; }
  void OnWriteDone(bool ok) override {
    Executor::Work next = [this, ok] { ok ? WriteNext() : End(absl::CancelledError("the client has gone")); };
    if (!call_.executor().Continue(next)) End(absl::UnavailableError("the server is stopping"));
  }

 private:
  void OpenSource() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    absl::StatusOr<std::unique_ptr<StreamSource<Item>>> source = open_(call_.context(), request_);
    if (!source.ok()) return End(source.status());
    source_ = *std::move(source);
    WriteNext();
  }

  void WriteNext() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    absl::StatusOr<std::optional<Item>> item = source_->Next();
    if (!item.ok()) return End(item.status());
    if (!item->has_value()) return End(absl::OkStatus());
    item_ = **std::move(item);
    this->StartWrite(&item_);
  }

  // The source goes first: when the client sees the end, what the stream held is released.
  void End(const absl::Status& status) {
    source_.reset();
    this->Finish(call_.Finish(status));
  }

  Call call_;
  const Request& request_;
  Open open_;
  std::unique_ptr<StreamSource<Item>> source_;
  Item item_;
};

}  // namespace karvan::rpc
