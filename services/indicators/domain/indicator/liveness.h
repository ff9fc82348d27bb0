#pragma once

#include <functional>

#include "absl/status/status.h"

namespace karvan::indicators {

// Asked between pieces of work, each of which is short: OK while somebody waits for the answer, else the
// error to end the work with.
using CheckAlive = std::function<absl::Status()>;

}  // namespace karvan::indicators
