#include "services/cli/suite/testing_service.h"

#include <utility>

#include "services/platform/status/macros.h"

namespace karvan::cli {

TestingService::TestingService(rpc::ServiceRuntime& runtime, std::function<absl::Status()> reset)
    : runtime_(runtime), reset_(std::move(reset)) {}

grpc::ServerUnaryReactor* TestingService::Reset(grpc::CallbackServerContext* context,
                                                const testing::v1::ResetRequest* request,
                                                testing::v1::ResetResponse* response) {
  return runtime_.Unary(
      context, "Reset", request, response,
      [this](const rpc::CallContext&, const auto&) -> absl::StatusOr<testing::v1::ResetResponse> {
        KARVAN_RETURN_IF_ERROR(reset_());
        return testing::v1::ResetResponse();
      });
}

}  // namespace karvan::cli
