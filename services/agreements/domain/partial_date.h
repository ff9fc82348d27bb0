#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace karvan::agreements {

// A day as exactly as it is known: "1996", "1996-07" or "1996-07-12", in the years 1000 to 9999. It stays
// as partial as it was published.
class PartialDate {
 public:
  // INVALID_ARGUMENT with reason INVALID_DATE when the text has another form or is not in the calendar.
  static absl::StatusOr<PartialDate> Parse(absl::string_view text);

  std::string ToString() const;

  int year() const { return static_cast<int>(first_day_.year()); }
  std::optional<int> month() const;  // 1 to 12
  std::optional<int> day() const;    // 1 to 31

  // The first and the last day that it may mean.
  absl::CivilDay first_day() const { return first_day_; }
  absl::CivilDay last_day() const;

  // True if it means a day before any that `other` may mean: "1996" is before "1997-01", but neither
  // before nor after "1996-07".
  bool SurelyBefore(const PartialDate& other) const { return last_day() < other.first_day(); }

  friend bool operator==(const PartialDate&, const PartialDate&) = default;

 private:
  enum class Precision { kYear, kMonth, kDay };

  PartialDate(absl::CivilDay first_day, Precision precision) : first_day_(first_day), precision_(precision) {}

  absl::CivilDay first_day_;
  Precision precision_;
};

}  // namespace karvan::agreements
