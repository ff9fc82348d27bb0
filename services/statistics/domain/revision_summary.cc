#include "services/statistics/domain/revision_summary.h"

#include <algorithm>
#include <cmath>

#include "absl/time/civil_time.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

bool AreComparable(const RevisedValue& earlier, const RevisedValue& later) {
  return earlier.value && later.value && earlier.valuation == later.valuation;
}

}  // namespace

absl::Status RevisionStatistics::Add(const Decimal& earlier, const Decimal& later) {
  KARVAN_ASSIGN_OR_RETURN(const Decimal revision, later.Sub(earlier));
  KARVAN_ASSIGN_OR_RETURN(sum_, sum_.Add(revision));
  KARVAN_ASSIGN_OR_RETURN(absolute_sum_, absolute_sum_.Add(revision.Abs()));
  KARVAN_ASSIGN_OR_RETURN(const Decimal square, revision.Mul(revision));
  KARVAN_ASSIGN_OR_RETURN(square_sum_, square_sum_.Add(square));
  KARVAN_ASSIGN_OR_RETURN(absolute_later_sum_, absolute_later_sum_.Add(later.Abs()));
  ++count_;
  if (revision.Sign() > 0) ++upward_count_;
  if (revision.Sign() < 0) ++downward_count_;
  return absl::OkStatus();
}

std::optional<double> RevisionStatistics::Mean() const {
  if (count_ == 0) return std::nullopt;
  return sum_.ToDouble() / static_cast<double>(count_);
}

// The sum of (R - mean)^2 is (n * the sum of R^2 - (the sum of R)^2) / n, whose difference is taken exactly
// where it fits: of doubles it would lose its digits.
std::optional<double> RevisionStatistics::StandardDeviation() const {
  if (count_ < 2) return std::nullopt;
  const double n = static_cast<double>(count_);
  const absl::StatusOr<Decimal> squares = square_sum_.Mul(Decimal::FromInteger(count_));
  const absl::StatusOr<Decimal> square = sum_.Mul(sum_);
  const absl::StatusOr<Decimal> difference =
      squares.ok() && square.ok() ? squares->Sub(*square) : absl::OutOfRangeError("");
  const double spread = difference.ok() ? difference->ToDouble()
                                        : n * square_sum_.ToDouble() - sum_.ToDouble() * sum_.ToDouble();
  return std::sqrt(std::max(spread, 0.0) / (n * (n - 1)));
}

std::optional<double> RevisionStatistics::MeanAbsolute() const {
  if (count_ == 0) return std::nullopt;
  return absolute_sum_.ToDouble() / static_cast<double>(count_);
}

std::optional<double> RevisionStatistics::RelativeMeanAbsolutePercent() const {
  if (absolute_later_sum_.IsZero()) return std::nullopt;
  return 100 * absolute_sum_.ToDouble() / absolute_later_sum_.ToDouble();
}

absl::Status RevisionSummary::AddCell(const Period& period, absl::Span<const RevisedValue> versions) {
  ++cell_count_;
  version_count_ += static_cast<int64_t>(versions.size());
  for (size_t i = 1; i < versions.size(); ++i) {
    if (!AreComparable(versions[i - 1], versions[i])) {
      ++not_compared_count_;
      continue;
    }
    const int order = std::min(static_cast<int>(i), kMaxOrder);
    const int lag = std::clamp(LagMonths(period, versions[i].published_at), 0, kMaxLagMonths);
    KARVAN_RETURN_IF_ERROR(by_order_[order].Add(*versions[i - 1].value, *versions[i].value));
    KARVAN_RETURN_IF_ERROR(by_lag_[lag].Add(*versions[i - 1].value, *versions[i].value));
  }
  const auto first = std::find_if(versions.begin(), versions.end(),
                                  [](const RevisedValue& version) { return version.value.has_value(); });
  if (first == versions.end() || !AreComparable(*first, versions.back())) return absl::OkStatus();
  return first_to_latest_.Add(*first->value, *versions.back().value);
}

int LagMonths(const Period& period, absl::Time published_at) {
  const absl::CivilMonth month = absl::ToCivilMonth(published_at, absl::UTCTimeZone());
  return static_cast<int>(month - period.end());
}

}  // namespace karvan::statistics
