#include "services/platform/decimal/decimal_sum.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "services/platform/decimal/wide.h"
#include "services/platform/status/error.h"

namespace karvan {
namespace {

constexpr absl::int128 kMax = std::numeric_limits<absl::int128>::max();
constexpr absl::int128 kMin = std::numeric_limits<absl::int128>::min();

// value * 10^power, or nothing if it leaves 128 bits.
std::optional<absl::int128> Scaled(absl::int128 value, int power) {
  auto factor = static_cast<absl::int128>(wide::PowerOfTen(power));
  if (value > kMax / factor || value < kMin / factor) return std::nullopt;
  return value * factor;
}

}  // namespace

absl::Status DecimalSum::Add(const Decimal& value) {
  int scale = std::max(scale_, value.scale());
  std::optional<absl::int128> total = Scaled(total_, scale - scale_);
  std::optional<absl::int128> added = Scaled(value.unscaled(), scale - value.scale());
  bool fits = total.has_value() && added.has_value() &&
              (*added >= 0 ? *total <= kMax - *added : *total >= kMin - *added);
  if (!fits)
    return Error(absl::StatusCode::kOutOfRange, "DECIMAL_OVERFLOW", "the sum needs more than 128 bits");
  total_ = *total + *added;
  scale_ = scale;
  return absl::OkStatus();
}

absl::StatusOr<Decimal> DecimalSum::Value() const { return Decimal::FromUnscaled(total_, scale_); }

}  // namespace karvan
