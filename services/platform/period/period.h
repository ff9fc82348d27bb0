#pragma once

#include <compare>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace karvan {

// An interval of whole months, within the years 1000 to 9999 and 1 to 1200 months long. Two texts of one
// interval are one period: "2024-Q1" and "2024-01-01/P3M" are equal. Factories and arithmetic that would
// leave the range are INVALID_ARGUMENT with a message that says what is allowed, for the caller to put to a
// field.
class Period {
 public:
  static constexpr int kMinYear = 1000;
  static constexpr int kMaxYear = 9999;
  static constexpr int kMaxMonths = 1200;

  // A placeholder for containers: January 1000, the least of all periods.
  constexpr Period() = default;

  // 2024, 2024-07, 2024-Q3, 2024-S1, or a start and a length in months or years: 2024-01-01/P7M,
  // 2020-01-01/P3Y. The start day must be 01.
  static absl::StatusOr<Period> Parse(absl::string_view text);

  static absl::StatusOr<Period> Year(int year);
  static absl::StatusOr<Period> Month(int year, int month);      // month 1 to 12
  static absl::StatusOr<Period> Quarter(int year, int quarter);  // quarter 1 to 4
  static absl::StatusOr<Period> Half(int year, int half);        // half 1 or 2
  // January to the given month (1 to 12) of a year.
  static absl::StatusOr<Period> Cumulative(int year, int months);
  // `first_month` is year * 12 + month - 1.
  static absl::StatusOr<Period> FromMonths(int first_month, int month_count);

  // The shortest text: the named form where the interval has one, else YYYY-MM-01/PnM.
  std::string ToString() const;

  // For people, in English: "2023", "July 2024", "Q1 2024", "first half of 2022", "January-July 2024",
  // "November 2023-February 2024", "2022-2023".
  std::string Label() const;

  // Month numbers are year * 12 + month - 1; end_month is the one after the last.
  constexpr int first_month() const { return first_month_; }
  constexpr int end_month() const { return first_month_ + month_count_; }
  constexpr int month_count() const { return month_count_; }

  // The year in which the period starts.
  constexpr int year() const { return first_month_ / 12; }

  // First month, and the month after the last.
  absl::CivilMonth start() const;
  absl::CivilMonth end() const;

  // The same months a year before; the same length `months` later (or earlier, if negative).
  absl::StatusOr<Period> YearBefore() const { return AddMonths(-12); }
  absl::StatusOr<Period> AddMonths(int months) const;

  bool Contains(const Period& other) const;
  bool Overlaps(const Period& other) const;

  bool IsYear() const;     // a calendar year
  bool IsHalf() const;     // January-June or July-December
  bool IsQuarter() const;  // a calendar quarter
  bool IsMonth() const { return month_count_ == 1; }
  // Starts in January and ends within the year: January, Q1, the first half and the year are cumulative too.
  bool IsCumulative() const;

  // Its months in order, each as a period.
  std::vector<Period> Months() const;

  // By start, then by length.
  friend constexpr bool operator==(const Period&, const Period&) = default;
  friend constexpr std::strong_ordering operator<=>(const Period&, const Period&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const Period& period) {
    return H::combine(std::move(state), period.first_month_, period.month_count_);
  }

  friend std::ostream& operator<<(std::ostream& out, const Period& period);

 private:
  constexpr Period(int first_month, int month_count) : first_month_(first_month), month_count_(month_count) {}

  int first_month_ = kMinYear * 12;
  int month_count_ = 1;
};

}  // namespace karvan
