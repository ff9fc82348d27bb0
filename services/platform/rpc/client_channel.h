#pragma once

#include <memory>
#include <string>

#include "grpcpp/grpcpp.h"

namespace karvan::rpc {

struct ChannelOptions {
  // Of a message in either direction.
  int max_message_bytes = 4 << 20;
  // Tries of a call that ends with UNAVAILABLE before anything came back, the first included, 1 to 5.
  // The server's pushback is obeyed. Every write of ours has a request_id, so a repeat is harmless.
  int max_attempts = 4;
};

// A plaintext channel to "host:port" or another gRPC target; it connects when first used.
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& target, const ChannelOptions& options = {});

}  // namespace karvan::rpc
