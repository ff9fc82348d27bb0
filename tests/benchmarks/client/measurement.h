#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "nlohmann/json.hpp"
#include "tests/benchmarks/client/reply.h"

namespace karvan::bench {

// What one caller has seen of its calls.
struct Observed {
  std::vector<absl::Duration> latencies;
  Reply total;

  void Add(absl::Duration latency, const Reply& reply);
};

// Calls of all callers within `elapsed`, as an object: calls, seconds, calls_per_second, p50_us, p99_us, rows
// and checksum (as text: it has 64 bits). There is at least one call.
nlohmann::json Summary(const std::vector<Observed>& callers, absl::Duration elapsed);

}  // namespace karvan::bench
