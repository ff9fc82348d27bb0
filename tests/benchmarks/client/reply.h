#pragma once

#include <cstdint>

namespace karvan::bench {

// What a client has read of one answer, all of it decoded.
struct Reply {
  int64_t rows = 0;
  uint64_t checksum = 0;  // of every figure of the answer, in any order
};

// Adds a figure to a checksum.
inline void AddFigure(int64_t figure, Reply& reply) {
  reply.checksum += static_cast<uint64_t>(figure) * 0x9e3779b97f4a7c15;
}

}  // namespace karvan::bench
