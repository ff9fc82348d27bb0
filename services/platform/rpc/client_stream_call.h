#pragma once

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/executor/executor.h"
#include "services/platform/rpc/call.h"
#include "services/platform/rpc/malformed_request.h"

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
// `StatusOr<std::unique_ptr<StreamSink<Request, Response>>>(const CallContext&)`. Frees itself. The messages
// are parsed here, for gRPC reports one that it cannot parse as it reports the end of the stream: a part
// would pass for the whole.
template <typename Request, typename Response, typename Open>
class ClientStreamCall : public grpc::ServerReadReactor<grpc::ByteBuffer> {
 public:
  ClientStreamCall(const Environment& environment, ServedMethod& method,
                   grpc::CallbackServerContext& server_context, grpc::ByteBuffer& response, Open open)
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
      StartSendInitialMetadata();
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
    StartRead(&bytes_);
  }

  void TakeMessage() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    Request message;
    if (!grpc::SerializationTraits<Request>::Deserialize(&bytes_, &message).ok()) {
      return End(MalformedRequestError(call_.method()));
    }
    if (absl::Status taken = sink_->OnMessage(std::move(message)); !taken.ok()) return End(taken);
    StartRead(&bytes_);
  }

  void FinishSink() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return End(alive);
    absl::StatusOr<Response> answer = sink_->Finish();
    if (answer.ok()) {
      bool own_buffer = false;
      grpc::SerializationTraits<Response>::Serialize(*answer, &response_, &own_buffer);
    }
    End(answer.status());
  }

  // The sink goes first: when the client sees the end, what was dropped is dropped.
  void End(const absl::Status& status) {
    sink_.reset();
    Finish(call_.Finish(status));
  }

  Call call_;
  grpc::ByteBuffer& response_;
  Open open_;
  std::unique_ptr<StreamSink<Request, Response>> sink_;
  grpc::ByteBuffer bytes_;  // of the message that is read
};

}  // namespace karvan::rpc
