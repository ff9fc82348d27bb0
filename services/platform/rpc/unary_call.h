#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/rpc/call.h"

namespace karvan::rpc {

// Answers a unary call by a handler `StatusOr<Response>(const CallContext&, const Request&)` that runs on
// the executor. Frees itself. Nothing of it may be touched after Finish.
template <typename Request, typename Response, typename Handler>
class UnaryCall : public grpc::ServerUnaryReactor {
 public:
  UnaryCall(const Environment& environment, ServedMethod& method, grpc::CallbackServerContext& server_context,
            const Request& request, Response& response, Handler handler)
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
    absl::StatusOr<Response> answer = handler_(call_.context(), request_);
    if (answer.ok()) response_ = *std::move(answer);
    Finish(call_.Finish(answer.status()));
  }

  Call call_;
  const Request& request_;
  Response& response_;
  Handler handler_;
};

}  // namespace karvan::rpc
