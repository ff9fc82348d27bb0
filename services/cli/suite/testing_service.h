#pragma once

#include <functional>

#include "absl/status/status.h"
#include "karvan/testing/v1/testing_service.grpc.pb.h"
#include "services/platform/rpc/service_runtime.h"

namespace karvan::cli {

// What only an ephemeral suite offers. `reset` does what the proto says; it is called by one thread at a time
// of the service's executor and may block it.
class TestingService final : public testing::v1::TestingService::CallbackService {
 public:
  TestingService(rpc::ServiceRuntime& runtime, std::function<absl::Status()> reset);

  grpc::ServerUnaryReactor* Reset(grpc::CallbackServerContext* context,
                                  const testing::v1::ResetRequest* request,
                                  testing::v1::ResetResponse* response) override;

 private:
  rpc::ServiceRuntime& runtime_;
  const std::function<absl::Status()> reset_;
};

}  // namespace karvan::cli
