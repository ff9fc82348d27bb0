#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "services/platform/rpc/service_runtime.h"
#include "services/platform/rpc/testing/echo_service.grpc.pb.h"

namespace karvan::rpc::testing {

// What the methods of an EchoService do: each test sets those that it calls.
struct EchoHandlers {
  std::function<absl::StatusOr<EchoResponse>(const CallContext&, const EchoRequest&)> echo;
  std::function<Task<absl::StatusOr<EchoResponse>>(const CallContext&, const EchoRequest&)> relay;
  std::function<absl::StatusOr<std::unique_ptr<StreamSource<EchoResponse>>>(const CallContext&,
                                                                            const EchoRequest&)>
      repeat;
  std::function<absl::StatusOr<std::unique_ptr<WatchSource<EchoResponse>>>(const CallContext&,
                                                                           const EchoRequest&)>
      watch;  // serves Repeat instead, when it is set
  std::function<absl::StatusOr<std::unique_ptr<StreamSink<EchoRequest, EchoResponse>>>(const CallContext&)>
      collect;
};

// A service class as every service writes it: one line a method.
class ScriptedEchoService : public EchoService::WithRawCallbackMethod_Collect<EchoService::CallbackService> {
 public:
  ScriptedEchoService(ServiceRuntime& runtime, EchoHandlers handlers)
      : runtime_(runtime), handlers_(std::move(handlers)) {}

  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const EchoRequest* request,
                                 EchoResponse* response) override {
    return runtime_.Unary(context, "Echo", request, response, handlers_.echo);
  }
  grpc::ServerUnaryReactor* Relay(grpc::CallbackServerContext* context, const EchoRequest* request,
                                  EchoResponse* response) override {
    return runtime_.AsyncUnary(context, "Relay", request, response, handlers_.relay);
  }
  grpc::ServerWriteReactor<EchoResponse>* Repeat(grpc::CallbackServerContext* context,
                                                 const EchoRequest* request) override {
    if (handlers_.watch) return runtime_.Watch<EchoResponse>(context, "Repeat", request, handlers_.watch);
    return runtime_.ServerStream<EchoResponse>(context, "Repeat", request, handlers_.repeat);
  }
  grpc::ServerReadReactor<grpc::ByteBuffer>* Collect(grpc::CallbackServerContext* context,
                                                     grpc::ByteBuffer* response) override {
    return runtime_.ClientStream<EchoRequest, EchoResponse>(context, "Collect", response, handlers_.collect);
  }

 private:
  ServiceRuntime& runtime_;
  const EchoHandlers handlers_;
};

}  // namespace karvan::rpc::testing
