#pragma once

#include <optional>

#include "absl/time/time.h"

namespace karvan::statistics {

// Tells the time that embargoes go by, from the wall clock, which may step, and from a steady clock, which
// may not. A wall clock that stepped forward may be wrong, and what was published too early cannot be taken
// back: so a step forward counts only once the wall clock has run on with the steady one for a while. A step
// back counts at once: it only delays. The first reading counts at once too: whoever starts a service sees
// to it that the machine knows the time. One thread at a time.
class EmbargoClock {
 public:
  // How far the two may come apart between two readings: more is a step.
  static constexpr absl::Duration kMaxDrift = absl::Minutes(5);
  // How long a step forward is doubted, of steady time.
  static constexpr absl::Duration kDoubt = absl::Minutes(1);

  // The time, or nothing while a step forward is in doubt. `steady` counts from any moment, and never goes
  // back.
  std::optional<absl::Time> Read(absl::Time wall, absl::Duration steady);

 private:
  struct Reading {
    absl::Time wall;
    absl::Duration steady;
  };

  std::optional<Reading> last_;
  std::optional<absl::Duration> doubted_until_;  // steady time
};

}  // namespace karvan::statistics
