#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/auth/authenticator.h"
#include "services/platform/clock/clock.h"
#include "services/platform/executor/executor.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/rpc/method_table.h"

namespace karvan::rpc {

// What the calls of a service run on. All of it outlives the server.
struct Environment {
  Executor& executor;
  const auth::Authenticator& authenticator;
  const Clock& clock;
  metrics::RpcMetrics& metrics;
  absl::Duration retry_pushback = absl::Milliseconds(200);  // what a shed client is asked to wait
};

// A method as it is served.
struct ServedMethod {
  MethodInfo info;
  metrics::MethodMetrics metrics;
};

// One call, from its arrival to its log line: what all kinds of calls share. Internal to rpc.
class Call {
 public:
  Call(const Environment& environment, ServedMethod& method, grpc::CallbackServerContext& server_context);

  const CallContext& context() const { return context_; }
  Executor& executor() const { return environment_.executor; }

  // "package.Service/Method".
  std::string method() const;

  // Checks identity and permission, before anything of the request is read, and puts `work` on the
  // executor. Else the status to end the call with; when the executor has no room, UNAVAILABLE with a
  // pushback in the trailers that gRPC's own retry obeys.
  absl::Status Begin(Executor::Work work);

  // The client has gone or the deadline has passed.
  void Cancel() { context_.cancellation().Cancel(); }

  // Ends the call: counts and logs it, and gives the status to finish with. The text of an internal
  // error stays in the log. To be called once.
  grpc::Status Finish(const absl::Status& status);

 private:
  static CallContext::Values ContextValues(const Environment& environment,
                                           const grpc::CallbackServerContext& server_context,
                                           const absl::StatusOr<auth::Identity>& identity);

  absl::Status CheckPermission() const;
  absl::Status Shed();

  const Environment& environment_;
  ServedMethod& method_;
  grpc::CallbackServerContext& server_context_;
  const absl::Time started_;
  const absl::StatusOr<auth::Identity> identity_;
  const CallContext context_;
};

}  // namespace karvan::rpc
