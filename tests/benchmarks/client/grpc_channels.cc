#include "tests/benchmarks/client/grpc_channels.h"

#include <chrono>

namespace karvan::bench {
namespace {

constexpr int kMaxMessageBytes = 64 << 20;  // answers that no server of ours may send, so that none is cut

}  // namespace

Channels Connect(const std::string& address, int callers) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // else equal channels share a connection
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  Channels channels;
  const auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(10);
  for (int caller = 0; caller < callers; caller += kCallersOfChannel) {
    channels.push_back(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
    if (!channels.back()->WaitForConnected(deadline)) return {};
  }
  return channels;
}

}  // namespace karvan::bench
