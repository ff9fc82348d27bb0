#include "services/platform/period/period.h"

#include <optional>
#include <ostream>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "services/platform/status/macros.h"

namespace karvan {
namespace {

constexpr const char* kMonthNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

// Takes `count` digits off the front of `rest`.
bool ConsumeDigits(int count, absl::string_view& rest, int& number) {
  absl::string_view digits = rest.substr(0, count);
  for (char c : digits) {
    if (!absl::ascii_isdigit(c)) return false;
  }
  if (static_cast<int>(digits.size()) != count || !absl::SimpleAtoi(digits, &number)) return false;
  rest.remove_prefix(count);
  return true;
}

// Reads the n of "PnM" and "PnY", at most 4 digits and no leading zero; the length is in months.
bool ParseLength(absl::string_view text, int& months) {
  if (!absl::ConsumePrefix(&text, "P") || text.empty()) return false;
  char unit = text.back();
  text.remove_suffix(1);
  int number = 0;
  if (text.empty() || text.size() > 4 || text[0] == '0') return false;
  if (!ConsumeDigits(static_cast<int>(text.size()), text, number)) return false;
  months = unit == 'Y' ? number * 12 : number;
  return unit == 'M' || unit == 'Y';
}

absl::Status CheckPart(absl::string_view name, int value, int most) {
  if (value >= 1 && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(name, " ", value, " is not within 1 to ", most));
}

// The part of a year that begins with its `part`-th stretch of `months` months.
absl::StatusOr<Period> PartOfYear(absl::string_view name, int year, int part, int months) {
  KARVAN_RETURN_IF_ERROR(CheckPart(name, part, 12 / months));
  // Before the multiplication, so that no year overflows.
  KARVAN_RETURN_IF_ERROR(Period::Year(year).status());
  return Period::FromMonths(year * 12 + (part - 1) * months, months);
}

// The period that a text of one of the forms names, or why there is none; nothing if it has no such form.
std::optional<absl::StatusOr<Period>> ParseForm(absl::string_view text) {
  int year = 0;
  if (!ConsumeDigits(4, text, year)) return std::nullopt;
  if (text.empty()) return Period::Year(year);
  if (!absl::ConsumePrefix(&text, "-")) return std::nullopt;

  int number = 0;
  bool quarter = absl::ConsumePrefix(&text, "Q");
  bool half = !quarter && absl::ConsumePrefix(&text, "S");
  if (!ConsumeDigits(quarter || half ? 1 : 2, text, number)) return std::nullopt;
  if (quarter || half) {
    if (!text.empty()) return std::nullopt;
    return quarter ? Period::Quarter(year, number) : Period::Half(year, number);
  }
  absl::StatusOr<Period> month = Period::Month(year, number);
  if (text.empty()) return month;

  int length = 0;
  if (!absl::ConsumePrefix(&text, "-01/") || !ParseLength(text, length)) return std::nullopt;
  return month.ok() ? Period::FromMonths(month->first_month(), length) : month;
}

}  // namespace

absl::StatusOr<Period> Period::Parse(absl::string_view text) {
  std::optional<absl::StatusOr<Period>> period = ParseForm(text);
  if (period.has_value() && period->ok()) return **period;
  if (period.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text, "\" is not a period: ", period->status().message()));
  }
  // What a message quotes stays short, whatever was sent.
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text.substr(0, 60),
                   "\" is not a period: allowed are a year 2024, a month 2024-07, a quarter 2024-Q3, a "
                   "half-year 2024-S1, and "
                   "from the first day of a month for months or years, 2024-01-01/P7M or 2020-01-01/P3Y"));
}

absl::StatusOr<Period> Period::Year(int year) {
  if (year < kMinYear || year > kMaxYear) {
    return absl::InvalidArgumentError(
        absl::StrCat("year ", year, " is not within ", kMinYear, " to ", kMaxYear));
  }
  return Period(year * 12, 12);
}

absl::StatusOr<Period> Period::Month(int year, int month) { return PartOfYear("month", year, month, 1); }

absl::StatusOr<Period> Period::Quarter(int year, int quarter) {
  return PartOfYear("quarter", year, quarter, 3);
}

absl::StatusOr<Period> Period::Half(int year, int half) { return PartOfYear("half", year, half, 6); }

absl::StatusOr<Period> Period::Cumulative(int year, int months) {
  KARVAN_RETURN_IF_ERROR(CheckPart("month", months, 12));
  KARVAN_ASSIGN_OR_RETURN(Period whole, Year(year));
  return Period(whole.first_month_, months);
}

absl::StatusOr<Period> Period::FromMonths(int first_month, int month_count) {
  constexpr int kFirst = kMinYear * 12;
  constexpr int kEnd = (kMaxYear + 1) * 12;
  if (month_count < 1 || month_count > kMaxMonths) {
    return absl::InvalidArgumentError(
        absl::StrCat("a length of ", month_count, " months is not within 1 to ", kMaxMonths));
  }
  if (first_month < kFirst || first_month > kEnd - month_count) {
    return absl::InvalidArgumentError(
        absl::StrCat("the period leaves the years ", kMinYear, " to ", kMaxYear));
  }
  return Period(first_month, month_count);
}

std::string Period::ToString() const {
  int month = first_month_ % 12;
  if (IsYear()) return absl::StrCat(year());
  if (IsHalf()) return absl::StrCat(year(), "-S", month / 6 + 1);
  if (IsQuarter()) return absl::StrCat(year(), "-Q", month / 3 + 1);
  if (IsMonth()) return absl::StrFormat("%d-%02d", year(), month + 1);
  return absl::StrFormat("%d-%02d-01/P%dM", year(), month + 1, month_count_);
}

std::string Period::Label() const {
  int month = first_month_ % 12;
  int last = end_month() - 1;
  if (IsYear()) return absl::StrCat(year());
  if (IsHalf()) return absl::StrCat(month == 0 ? "first" : "second", " half of ", year());
  if (IsQuarter()) return absl::StrCat("Q", month / 3 + 1, " ", year());
  if (IsMonth()) return absl::StrCat(kMonthNames[month], " ", year());
  if (month == 0 && last % 12 == 11) return absl::StrCat(year(), "-", last / 12);
  if (last / 12 == year()) return absl::StrCat(kMonthNames[month], "-", kMonthNames[last % 12], " ", year());
  return absl::StrCat(kMonthNames[month], " ", year(), "-", kMonthNames[last % 12], " ", last / 12);
}

absl::CivilMonth Period::start() const { return absl::CivilMonth(year(), first_month_ % 12 + 1); }

absl::CivilMonth Period::end() const { return start() + month_count_; }

absl::StatusOr<Period> Period::AddMonths(int months) const {
  // Anything further leaves the range, and would overflow.
  constexpr int kFurthest = (kMaxYear + 1) * 12;
  if (months < -kFurthest || months > kFurthest) months = kFurthest;
  return FromMonths(first_month_ + months, month_count_);
}

bool Period::Contains(const Period& other) const {
  return first_month_ <= other.first_month_ && other.end_month() <= end_month();
}

bool Period::Overlaps(const Period& other) const {
  return first_month_ < other.end_month() && other.first_month_ < end_month();
}

bool Period::IsYear() const { return month_count_ == 12 && first_month_ % 12 == 0; }

bool Period::IsHalf() const { return month_count_ == 6 && first_month_ % 6 == 0; }

bool Period::IsQuarter() const { return month_count_ == 3 && first_month_ % 3 == 0; }

bool Period::IsCumulative() const { return month_count_ <= 12 && first_month_ % 12 == 0; }

std::vector<Period> Period::Months() const {
  std::vector<Period> months;
  months.reserve(month_count_);
  for (int month = first_month_; month < end_month(); ++month) months.push_back(Period(month, 1));
  return months;
}

std::ostream& operator<<(std::ostream& out, const Period& period) { return out << period.ToString(); }

}  // namespace karvan
