#include "services/platform/rpc/client_channel.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace karvan::rpc {
namespace {

// AIP-194: only UNAVAILABLE is retried.
std::string RetryConfig(int max_attempts) {
  return absl::StrFormat(
      R"({"methodConfig": [{"name": [{}], "retryPolicy": {"maxAttempts": %d, "initialBackoff": "0.1s", )"
      R"("maxBackoff": "2s", "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]}}]})",
      max_attempts);
}

}  // namespace

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& target, const ChannelOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(options.max_message_bytes);
  arguments.SetMaxSendMessageSize(options.max_message_bytes);
  // The services of a suite are near each other: a dead one is asked again soon, and never by a web proxy.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  if (options.max_attempts > 1) {
    arguments.SetServiceConfigJSON(RetryConfig(std::min(options.max_attempts, 5)));
  }
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace karvan::rpc
