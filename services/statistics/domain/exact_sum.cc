#include "services/statistics/domain/exact_sum.h"

#include <algorithm>
#include <optional>

namespace karvan::statistics {
namespace {

constexpr absl::int128 kMax = absl::MakeInt128(0x4B3B4CA85A86C47A, 0x098A223FFFFFFFFF);  // 10^38 - 1

// unscaled * 10^zeros within 38 digits.
std::optional<absl::int128> Widen(absl::int128 unscaled, int zeros) {
  if (unscaled == 0) return 0;
  for (; zeros > 0; --zeros) {
    if (unscaled > kMax / 10 || unscaled < -(kMax / 10)) return std::nullopt;
    unscaled *= 10;
  }
  return unscaled;
}

}  // namespace

bool ExactSum::AddWide(absl::int128 addend, int exponent) {
  if (empty()) exponent_ = static_cast<int8_t>(exponent);
  const int finest = std::min<int>(exponent, exponent_);
  const std::optional<absl::int128> a = Widen(unscaled(), exponent_ - finest);
  const std::optional<absl::int128> b = Widen(addend, exponent - finest);
  // The second half of each test keeps the addition itself within 128 bits.
  if (!a || !b || (*b > 0 && *a > kMax - *b) || (*b < 0 && *a < -kMax - *b)) return false;
  exponent_ = static_cast<int8_t>(finest);
  return Set(*a + *b);
}

absl::StatusOr<Decimal> ExactSum::Total() const {
  if (exponent() <= 0) return Decimal::FromUnscaled(unscaled(), -exponent());
  absl::StatusOr<Decimal> coarse = Decimal::FromUnscaled(unscaled(), 0);
  if (!coarse.ok()) return coarse;
  return coarse->Shift(exponent());
}

int Compare(const ExactSum& a, const ExactSum& b) {
  if (a.exponent() == b.exponent()) {
    return a.unscaled() < b.unscaled() ? -1 : a.unscaled() > b.unscaled() ? 1 : 0;
  }
  const int finest = std::min(a.exponent(), b.exponent());
  const std::optional<absl::int128> wide_a = Widen(a.unscaled(), a.exponent() - finest);
  const std::optional<absl::int128> wide_b = Widen(b.unscaled(), b.exponent() - finest);
  // A number that is too wide at the finer scale is the greater one in magnitude.
  if (!wide_a) return a.unscaled() < 0 ? -1 : 1;
  if (!wide_b) return b.unscaled() < 0 ? 1 : -1;
  return *wide_a < *wide_b ? -1 : *wide_a > *wide_b ? 1 : 0;
}

}  // namespace karvan::statistics
