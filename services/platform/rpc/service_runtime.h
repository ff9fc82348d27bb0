#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/grpcpp.h"
#include "services/platform/rpc/async_unary_call.h"
#include "services/platform/rpc/call.h"
#include "services/platform/rpc/client_stream_call.h"
#include "services/platform/rpc/server_stream_call.h"
#include "services/platform/rpc/unary_call.h"
#include "services/platform/rpc/watch_call.h"

namespace karvan::rpc {

// Carries the calls of one service from gRPC's callbacks to its handlers: identity and permission first,
// then the bounded executor, deadlines, cancellation, errors, log, metrics. A service class is derived
// from the generated CallbackService and writes a method as one line:
//
//   grpc::ServerUnaryReactor* GetDataset(grpc::CallbackServerContext* context,
//                                        const GetDatasetRequest* request, Dataset* response) override {
//     return runtime_->Unary(context, "GetDataset", request, response,
//                            [this](const auto& call, const auto& q) { return handlers_.GetDataset(call, q);
//                            });
//   }
//
// It must outlive the server that the service is in.
class ServiceRuntime {
 public:
  // `Api` is the generated class, such as karvan::statistics::v1::DatasetService. FAILED_PRECONDITION
  // when one of its methods declares no permission.
  template <typename Api>
  static absl::StatusOr<std::unique_ptr<ServiceRuntime>> Create(const Environment& environment) {
    return Create(Api::service_full_name(), environment);
  }
  static absl::StatusOr<std::unique_ptr<ServiceRuntime>> Create(absl::string_view service_full_name,
                                                                const Environment& environment);

  // A unary method; see UnaryCall.
  template <typename Request, typename Response, typename Handler>
  grpc::ServerUnaryReactor* Unary(grpc::CallbackServerContext* context, absl::string_view method,
                                  const Request* request, Response* response, Handler handler) {
    return new UnaryCall<Request, Response, Handler>(environment_, Method(method), *context, *request,
                                                     *response, std::move(handler));
  }

  // A unary method that is a coroutine; see AsyncUnaryCall.
  template <typename Request, typename Response, typename Handler>
  grpc::ServerUnaryReactor* AsyncUnary(grpc::CallbackServerContext* context, absl::string_view method,
                                       const Request* request, Response* response, Handler handler) {
    return new AsyncUnaryCall<Request, Response, Handler>(environment_, Method(method), *context, *request,
                                                          *response, std::move(handler));
  }

  // A server-streaming method; see ServerStreamCall. `Item` is named by the caller.
  template <typename Item, typename Request, typename Open>
  grpc::ServerWriteReactor<Item>* ServerStream(grpc::CallbackServerContext* context, absl::string_view method,
                                               const Request* request, Open open) {
    return new ServerStreamCall<Request, Item, Open>(environment_, Method(method), *context, *request,
                                                     std::move(open));
  }

  // A server-streaming method without an end of its own; see WatchCall. `Item` is named by the caller.
  template <typename Item, typename Request, typename Open>
  grpc::ServerWriteReactor<Item>* Watch(grpc::CallbackServerContext* context, absl::string_view method,
                                        const Request* request, Open open) {
    return new WatchCall<Request, Item, Open>(environment_, Method(method), *context, *request,
                                              std::move(open));
  }

  // A client-streaming method; see ClientStreamCall. `Request` and `Response` are named by the caller, whose
  // class is derived from WithRawCallbackMethod_METHOD<CallbackService>.
  template <typename Request, typename Response, typename Open>
  grpc::ServerReadReactor<grpc::ByteBuffer>* ClientStream(grpc::CallbackServerContext* context,
                                                          absl::string_view method,
                                                          grpc::ByteBuffer* response, Open open) {
    return new ClientStreamCall<Request, Response, Open>(environment_, Method(method), *context, *response,
                                                         std::move(open));
  }

 private:
  ServiceRuntime(const Environment& environment, std::map<std::string, ServedMethod, std::less<>> methods)
      : environment_(environment), methods_(std::move(methods)) {}

  // Ends the process when the service has no such method: a slip of the service class.
  ServedMethod& Method(absl::string_view name);

  const Environment environment_;
  std::map<std::string, ServedMethod, std::less<>> methods_;
};

}  // namespace karvan::rpc
