#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"
#include "tests/benchmarks/client/query_key.h"
#include "tests/benchmarks/client/reply.h"

// Callers that ask one call after the other, each as soon as it has the answer before.
namespace karvan::bench {

struct LoadOptions {
  int callers = 1;
  int64_t calls_max = 1'000'000;
  absl::Duration time_max = absl::Seconds(1);
  // The call number n asks for key (first_key + n) modulo their number.
  int64_t first_key = 0;
};

// Asks on behalf of a caller, 0 to callers-1, and calls `done` once, on any thread.
using AskLater = std::function<void(int caller, const QueryKey& key,
                                    std::function<void(const absl::StatusOr<Reply>&)> done)>;

// Asks on behalf of a caller, each on a thread of its own, and waits for the answer.
using AskNow = std::function<absl::StatusOr<Reply>(int caller, const QueryKey& key)>;

// Runs until calls_max or time_max is reached, and waits for the calls under way. Gives their Summary; the
// first error of a call ends the run.
absl::StatusOr<nlohmann::json> RunCallbacks(const std::vector<QueryKey>& keys, const LoadOptions& options,
                                            const AskLater& ask);
absl::StatusOr<nlohmann::json> RunThreads(const std::vector<QueryKey>& keys, const LoadOptions& options,
                                          const AskNow& ask);

}  // namespace karvan::bench
