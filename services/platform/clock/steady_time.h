#pragma once

#include <chrono>

#include "absl/time/time.h"

namespace karvan {

// A time that no step of the clock changes; only differences mean anything.
inline absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace karvan
