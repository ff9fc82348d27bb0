#include "services/statistics/formats/comtrade_fields.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/statistics/domain/codes.h"
#include "services/statistics/formats/m49.h"

namespace karvan::statistics {
namespace {

constexpr int kEstimatedQuantity = 2;
constexpr int kEstimatedNetWeight = 4;

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

bool IsIso(absl::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), absl::ascii_isupper);
}

// Reads "1e+05"; nothing if the text is not of that form.
std::optional<Decimal> ParseExponent(absl::string_view text) {
  const size_t e = text.find_first_of("eE");
  int power = 0;
  if (e == absl::string_view::npos || !absl::SimpleAtoi(text.substr(e + 1), &power)) return std::nullopt;
  absl::StatusOr<Decimal> mantissa = Decimal::Parse(text.substr(0, e));
  if (!mantissa.ok() || power < -Decimal::kMaxScale || power > Decimal::kMaxDigits) return std::nullopt;
  absl::StatusOr<Decimal> number = mantissa->Shift(power);
  if (!number.ok()) return std::nullopt;
  return *number;
}

}  // namespace

std::string ComtradeArea(AreaColumns columns, absl::string_view missing, RowFields& fields) {
  absl::string_view iso = fields.Text(columns.iso);
  absl::string_view code = fields.Text(columns.code);
  if (iso == "WLD" || iso == kWorld) return kWorld;
  if (IsIso(iso)) return std::string(iso);
  int number = 0;
  if (IsDigits(code) && code.size() <= 3 && absl::SimpleAtoi(code, &number)) {
    if (number == 0) return kWorld;
    absl::string_view known = IsoOfM49(number);
    return known.empty() ? absl::StrFormat("%03d", number) : std::string(known);
  }
  if (iso.empty() && code.empty() && !missing.empty()) return std::string(missing);
  const int column = columns.code != Header::kAbsent ? columns.code : columns.iso;
  fields.AddProblem(column,
                    absl::StrCat("\"", fields.Text(column),
                                 "\" is not an area: must be a number of M49 of up to three digits, or "
                                 "the ISO column must hold three capital letters"));
  return "";
}

std::optional<Period> ComtradePeriod(int column, RowFields& fields) {
  absl::string_view text = fields.Text(column);
  int number = 0;
  if (IsDigits(text) && absl::SimpleAtoi(text, &number)) {
    absl::StatusOr<Period> period = absl::InvalidArgumentError("");
    if (text.size() == 4) period = Period::Year(number);
    if (text.size() == 6) period = Period::Month(number / 100, number % 100);
    if (period.ok()) return *period;
  }
  fields.AddProblem(column, absl::StrCat("\"", text,
                                         "\" is not a period: must be a year such as 2017 or a "
                                         "month such as 201401"));
  return std::nullopt;
}

std::optional<Decimal> ComtradeNumber(int column, RowFields& fields) {
  if (std::optional<Decimal> number = ParseExponent(fields.Text(column))) return number;
  return fields.Number(column);
}

std::string ComtradeStatus(int column, RowFields& fields) {
  absl::string_view text = fields.Text(column);
  if (text.empty()) return "A";
  int flag = 0;
  if (!absl::SimpleAtoi(text, &flag) || flag < 0) {
    fields.AddProblem(column, absl::StrCat("\"", text, "\" is not a flag: must be a number of 0 or more"));
  }
  return (flag & ~(kEstimatedQuantity | kEstimatedNetWeight)) == 0 ? "A" : "E";
}

}  // namespace karvan::statistics
