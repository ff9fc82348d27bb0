#include "services/agreements/domain/partial_date.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/agreements/domain/field.h"
#include "services/platform/status/error.h"

namespace karvan::agreements {
namespace {

constexpr absl::string_view kForms[] = {"dddd", "dddd-dd", "dddd-dd-dd"};  // d is a digit

bool HasForm(absl::string_view text, absl::string_view form) {
  if (text.size() != form.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (form[i] == 'd' ? !absl::ascii_isdigit(static_cast<unsigned char>(text[i])) : text[i] != form[i]) {
      return false;
    }
  }
  return true;
}

// The number at a position of digits; 1 when the text is too short to have it.
int NumberAt(absl::string_view text, size_t position, size_t length) {
  int number = 1;
  if (position < text.size()) (void)absl::SimpleAtoi(text.substr(position, length), &number);
  return number;
}

absl::Status NotADate(absl::string_view text) {
  return Error(
      absl::StatusCode::kInvalidArgument, "INVALID_DATE",
      absl::StrCat("is ", Quoted(text),
                   ", but must be a year, a month or a day of the calendar in the years 1000 to 9999: "
                   "\"1996\", \"1996-07\" or \"1996-07-12\""));
}

}  // namespace

absl::StatusOr<PartialDate> PartialDate::Parse(absl::string_view text) {
  constexpr Precision kPrecisions[] = {Precision::kYear, Precision::kMonth, Precision::kDay};
  for (size_t i = 0; i < std::size(kForms); ++i) {
    if (!HasForm(text, kForms[i])) continue;
    const int year = NumberAt(text, 0, 4);
    const int month = NumberAt(text, 5, 2);
    const int day = NumberAt(text, 8, 2);
    // CivilDay normalises what is not in the calendar (February 30 is March 1), which shows it.
    const absl::CivilDay first_day(year, month, day);
    if (year < 1000 || first_day.month() != month || first_day.day() != day) break;
    return PartialDate(first_day, kPrecisions[i]);
  }
  return NotADate(text);
}

std::string PartialDate::ToString() const {
  switch (precision_) {
    case Precision::kYear:
      return absl::StrFormat("%04d", first_day_.year());
    case Precision::kMonth:
      return absl::StrFormat("%04d-%02d", first_day_.year(), first_day_.month());
    case Precision::kDay:
      break;
  }
  return absl::StrFormat("%04d-%02d-%02d", first_day_.year(), first_day_.month(), first_day_.day());
}

std::optional<int> PartialDate::month() const {
  if (precision_ == Precision::kYear) return std::nullopt;
  return first_day_.month();
}

std::optional<int> PartialDate::day() const {
  if (precision_ != Precision::kDay) return std::nullopt;
  return first_day_.day();
}

absl::CivilDay PartialDate::last_day() const {
  switch (precision_) {
    case Precision::kYear:
      return absl::CivilDay(absl::CivilYear(first_day_) + 1) - 1;
    case Precision::kMonth:
      return absl::CivilDay(absl::CivilMonth(first_day_) + 1) - 1;
    case Precision::kDay:
      break;
  }
  return first_day_;
}

}  // namespace karvan::agreements
