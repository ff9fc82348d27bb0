#include "services/statistics/domain/embargo_clock.h"

namespace karvan::statistics {

std::optional<absl::Time> EmbargoClock::Read(absl::Time wall, absl::Duration steady) {
  if (last_) {
    const absl::Duration step = (wall - last_->wall) - (steady - last_->steady);
    if (step > kMaxDrift) doubted_until_ = steady + kDoubt;
    if (step < -kMaxDrift) doubted_until_.reset();
  }
  last_ = {wall, steady};
  if (doubted_until_ && steady < *doubted_until_) return std::nullopt;
  doubted_until_.reset();
  return wall;
}

}  // namespace karvan::statistics
