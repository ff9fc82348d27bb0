#pragma once

#include <functional>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/task/from_callback.h"
#include "services/platform/task/resume_on.h"
#include "services/platform/task/task.h"

namespace karvan::rpc {

// Sets the request id and the deadline of an outbound call made for `call`: its own deadline, or
// `timeout` from now, whichever is earlier.
void PrepareClientContext(const CallContext& call, absl::Duration timeout, grpc::ClientContext& context);

// An outbound unary call on behalf of `call`, without a waiting thread: it carries the request id, ends
// by the deadline of `call` or after `timeout`, and is cancelled with it. The awaiter goes on on the
// executor of `call`. `start` begins the call on a stub:
//   auto get = rpc::CallUnary<Series>(call, std::move(request), absl::Seconds(5),
//       [stub](grpc::ClientContext* context, const GetSeriesRequest* request, Series* response,
//              std::function<void(grpc::Status)> done) {
//         stub->async()->GetSeries(context, request, response, std::move(done));
//       });
//   absl::StatusOr<Series> series = co_await std::move(get);
// The error, with its details, is the one that the server gave.
template <typename Response, typename Request, typename StartCall>
Task<absl::StatusOr<Response>> CallUnary(const CallContext& call, Request request, absl::Duration timeout,
                                         StartCall start) {
  grpc::ClientContext context;
  PrepareClientContext(call, timeout, context);
  Response response;
  grpc::Status status;
  {
    OnCancel cancel(call.cancellation(), [&context] { context.TryCancel(); });
    auto begin = [&](std::function<void(grpc::Status)> done) {
      start(&context, &request, &response, std::move(done));
    };
    auto finished = FromCallback<grpc::Status>(std::move(begin));
    status = co_await std::move(finished);
  }
  if (call.executor() != nullptr) {
    ResumeOn on_executor(*call.executor());
    co_await on_executor;
  }
  if (!status.ok()) co_return FromGrpcStatus(status);
  co_return std::move(response);
}

}  // namespace karvan::rpc
