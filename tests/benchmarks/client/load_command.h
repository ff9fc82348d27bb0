#pragma once

#include "nlohmann/json.hpp"
#include "tests/benchmarks/client/load.h"

namespace karvan::bench {

// The options in a "run" command: callers, calls, seconds, first_key.
LoadOptions LoadOptionsOf(const nlohmann::json& request);

}  // namespace karvan::bench
