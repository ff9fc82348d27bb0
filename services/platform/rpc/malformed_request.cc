#include "services/platform/rpc/malformed_request.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grpcpp/support/interceptor.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"

namespace karvan::rpc {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::ServerRpcInfo;

constexpr char kReason[] = "REQUEST_MALFORMED";

class Interceptor : public grpc::experimental::Interceptor {
 public:
  explicit Interceptor(absl::string_view method) : method_(method) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS) &&
        IsSilentlyUnimplemented(methods->GetSendStatus())) {
      const absl::Status error = MalformedRequestError(method_);
      log::Info("call", {{"method", method_},
                         {"code", absl::StatusCodeToString(error.code())},
                         {"error", error.message()},
                         {"reason", kReason}});
      methods->ModifySendStatus(ToGrpcStatus(error));
    }
    methods->Proceed();
  }

 private:
  static bool IsSilentlyUnimplemented(const grpc::Status& status) {
    return status.error_code() == grpc::StatusCode::UNIMPLEMENTED && status.error_message().empty();
  }

  const std::string method_;
};

class Factory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  // Methods that do not exist count as bidirectional streams.
  grpc::experimental::Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    const bool one_request =
        info->type() == ServerRpcInfo::Type::UNARY || info->type() == ServerRpcInfo::Type::SERVER_STREAMING;
    return one_request ? new Interceptor(absl::StripPrefix(info->method(), "/")) : nullptr;
  }
};

}  // namespace

absl::Status MalformedRequestError(absl::string_view method) {
  return karvan::Error(absl::StatusCode::kInvalidArgument, kReason,
                       absl::StrCat("the bytes are not a request of ", method,
                                    ": must be a message of its contract, with every text in UTF-8"),
                       {{"method", std::string(method)}});
}

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MalformedRequestInterceptors() {
  return std::make_unique<Factory>();
}

}  // namespace karvan::rpc
