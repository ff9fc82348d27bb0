#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "grpcpp/grpcpp.h"
#include "services/agreements/api/crud_handlers.h"
#include "services/platform/rpc/service_runtime.h"

namespace karvan::agreements {

// Hands the calls of one service to its handlers, so that each method of the service is one line.
template <typename Content>
class CrudCalls {
 public:
  // All outlive this.
  CrudCalls(rpc::ServiceRuntime& runtime, ResourceRepository& records, IdGenerator& ids)
      : runtime_(runtime), handlers_(records, ids) {}

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Create(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response) {
    return Start(context, request, response,
                 [this](const auto& call, const auto& q) { return handlers_.Create(call, q); });
  }

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context, const Request* request,
                                Response* response) {
    return Start(context, request, response,
                 [this](const auto& call, const auto& q) { return handlers_.Get(call, q); });
  }

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* List(grpc::CallbackServerContext* context, const Request* request,
                                 Response* response) {
    return Start(context, request, response, [this](const auto& call, const auto& q) {
      return handlers_.template List<Response>(call, q);
    });
  }

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Update(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response) {
    return Start(context, request, response,
                 [this](const auto& call, const auto& q) { return handlers_.Update(call, q); });
  }

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Delete(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response) {
    return Start(context, request, response,
                 [this](const auto& call, const auto& q) { return handlers_.Delete(call, q); });
  }

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* ListRevisions(grpc::CallbackServerContext* context, const Request* request,
                                          Response* response) {
    return Start(context, request, response, [this](const auto& call, const auto& q) {
      return handlers_.template ListRevisions<Response>(call, q);
    });
  }

 private:
  // By the contract's rule, the request of method CreateParty is CreatePartyRequest.
  template <typename Request, typename Response, typename Handler>
  grpc::ServerUnaryReactor* Start(grpc::CallbackServerContext* context, const Request* request,
                                  Response* response, Handler handler) {
    const absl::string_view method = absl::StripSuffix(Request::descriptor()->name(), "Request");
    return runtime_.Unary(context, method, request, response, handler);
  }

  rpc::ServiceRuntime& runtime_;
  const CrudHandlers<Content> handlers_;
};

}  // namespace karvan::agreements
