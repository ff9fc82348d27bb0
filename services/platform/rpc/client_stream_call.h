#pragma once

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/executor/executor.h"
#include "services/platform/rpc/call.h"

namespace karvan::rpc {

// What takes the messages of a client stream. Used by one thread at a time, of the executor.
template <typename Request, typename Response>
class StreamSink {
 public:
  // Destroyed without Finish, it drops what it took: the client has gone, or OnMessage failed.
  virtual ~StreamSink() = default;

  // Takes a message; the next is read from the network only afterwards. An error ends the call with it.
  virtual absl::Status OnMessage(Request message) = 0;

  // The client has sent all.
  virtual absl::StatusOr<Response> Finish() = 0;
};

// Answers a client-streaming call. `open` is
// `StatusOr<std::unique_ptr<StreamSink<Request, Response>>>(const CallContext&)`. Frees itself.
template <typename Request, typename Response, typename Open>
class ClientStreamCall : public grpc::ServerReadReactor<Request> {
 public:
  ClientStreamCall(const Environment& environment, ServedMethod& method,
                   grpc::CallbackServerContext& server_context, Response& response, Open open)
      : call_(environment, method, server_context), response_(response), open_(std::move(open)) {
    if (absl::Status begun = call_.Begin([this] { OpenSink(); }); !begun.ok()) End(begun);
  }

  void OnCancel() override { call_.Cancel(); }
  void OnDone() override { delete this; }
  void OnReadDone(bool ok) override {
    if (ok) {
      Continue([this] { TakeMessage(); });
    } else {
      // Either the client has sent all or it has gone: gRPC reads nothing in both cases, and may report
      // the cancellation only later. A part must not pass for the whole, so ask the stream itself: on one
      // that is gone nothing can be sent.
      this->StartSendInitialMetadata();
    }
  }
  void OnSendInitialMetadataDone(bool ok) override {
    Continue([this, ok] { ok ? FinishSink() : End(absl::CancelledError("the client has gone")); });
  }

 private:
  void Continue(Executor::Work next) {
    if (!call_.executor().Continue(next)) End(absl::UnavailableError("the server is stopping"));
  }

  void OpenSink() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    absl::StatusOr<std::unique_ptr<StreamSink<Request, Response>>> sink = open_(call_.context());
    if (!sink.ok()) return End(sink.status());
    sink_ = *std::move(sink);
    this->StartRead(&message_);
  }

  void TakeMessage() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    if (absl::Status taken = sink_->OnMessage(std::move(message_)); !taken.ok()) return End(taken);
    message_.Clear();
    this->StartRead(&message_);
  }

  void FinishSink() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    absl::StatusOr<Response> answer = sink_->Finish();
    if (answer.ok()) response_ = *std::move(answer);
    End(answer.status());
  }

  // The sink goes first: when the client sees the end, what was dropped is dropped.
  void End(const absl::Status& status) {
    sink_.reset();
    this->Finish(call_.Finish(status));
  }

  Call call_;
  Response& response_;
  Open open_;
  std::unique_ptr<StreamSink<Request, Response>> sink_;
  Request message_;
};

}  // namespace karvan::rpc
