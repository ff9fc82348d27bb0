#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/grpcpp.h"

namespace karvan::bench {

// Channels to an address, each with a connection of its own; caller n takes channel n modulo their number.
using Channels = std::vector<std::shared_ptr<grpc::Channel>>;

// One channel for each kCallersOfChannel callers, all connected. Empty when there is no server within 10
// seconds. Calls that share a connection share its reads and writes: with 8 or 16 an echo took less than half
// of the processor's time that it took with 1.
inline constexpr int kCallersOfChannel = 8;
Channels Connect(const std::string& address, int callers);

}  // namespace karvan::bench
