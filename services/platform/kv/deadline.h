#pragma once

#include <algorithm>
#include <chrono>

#include "absl/time/time.h"

namespace karvan::kv {

// An end of waiting, by steady time.
class Deadline {
 public:
  // A negative timeout is 0, one of more than a year is a year.
  explicit Deadline(absl::Duration timeout)
      : end_(Clock::now() +
             absl::ToChronoNanoseconds(std::clamp(timeout, absl::ZeroDuration(), absl::Hours(24 * 365)))) {}

  // Zero or less when it is over.
  absl::Duration Left() const { return absl::FromChrono(end_ - Clock::now()); }

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point end_;
};

}  // namespace karvan::kv
