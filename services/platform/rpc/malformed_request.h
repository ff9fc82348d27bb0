#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/server_interceptor.h"

// Bytes that are not a message of their method: garbage, or text that is not UTF-8. Internal to rpc.
namespace karvan::rpc {

// INVALID_ARGUMENT, reason REQUEST_MALFORMED. `method` is "package.Service/Method".
absl::Status MalformedRequestError(absl::string_view method);

// gRPC parses the request of a unary or server-streaming call before any code of ours, and answers one that
// it cannot read with UNIMPLEMENTED and no word. What this makes for each call turns that answer into
// MalformedRequestError.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MalformedRequestInterceptors();

}  // namespace karvan::rpc
