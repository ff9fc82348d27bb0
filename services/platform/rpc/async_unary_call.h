#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/rpc/call.h"
#include "services/platform/task/start.h"
#include "services/platform/task/task.h"

namespace karvan::rpc {

// Answers a unary call by a coroutine `Task<StatusOr<Response>>(const CallContext&, const Request&)`: it
// begins on the executor, and holds no thread while it awaits an outbound call. Frees itself.
template <typename Request, typename Response, typename Handler>
class AsyncUnaryCall : public grpc::ServerUnaryReactor {
 public:
  AsyncUnaryCall(const Environment& environment, ServedMethod& method,
                 grpc::CallbackServerContext& server_context, const Request& request, Response& response,
                 Handler handler)
      : call_(environment, method, server_context),
        request_(request),
        response_(response),
        handler_(std::move(handler)) {
    if (absl::Status begun = call_.Begin([this] { Run(); }); !begun.ok()) Finish(call_.Finish(begun));
  }

  void OnCancel() override { call_.Cancel(); }
  void OnDone() override { delete this; }

 private:
  void Run() {
    if (absl::Status alive = call_.context().CheckAlive(); !alive.ok()) return Finish(call_.Finish(alive));
    Task<absl::StatusOr<Response>> answer = handler_(call_.context(), request_);
    Start(std::move(answer), [this](absl::StatusOr<Response> response) {
      if (response.ok()) response_ = *std::move(response);
      Finish(call_.Finish(response.status()));
    });
  }

  Call call_;
  const Request& request_;
  Response& response_;
  Handler handler_;
};

}  // namespace karvan::rpc
