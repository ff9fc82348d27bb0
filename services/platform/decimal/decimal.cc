#include "services/platform/decimal/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ostream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/platform/decimal/wide.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan {
namespace {

using wide::PowerOfTen;
using wide::Uint256;

absl::Status Overflow(absl::string_view what) {
  return Error(absl::StatusCode::kOutOfRange, "DECIMAL_OVERFLOW",
               absl::StrCat(what, " needs more than ", Decimal::kMaxDigits, " digits"));
}

absl::Status Malformed(absl::string_view text, absl::string_view fault) {
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", text, "\" is not a decimal number: ", fault,
      "; allowed are an optional '-', digits, and optionally a point with digits after it, at most ",
      Decimal::kMaxDigits, " digits in all, as in 893 or -10.50"));
}

absl::uint128 Magnitude(absl::int128 value) {
  return value < 0 ? -static_cast<absl::uint128>(value) : static_cast<absl::uint128>(value);
}

// The signed number of a magnitude; an overflow if it has more than 38 digits.
absl::StatusOr<absl::int128> Signed(bool negative, const Uint256& magnitude, absl::string_view what) {
  if (magnitude.high != 0 || magnitude.low >= PowerOfTen(Decimal::kMaxDigits)) return Overflow(what);
  auto value = static_cast<absl::int128>(magnitude.low);
  return negative ? -value : value;
}

// `unscaled` times 10^power, exact, within 38 digits.
absl::StatusOr<absl::int128> Scaled(absl::int128 unscaled, int power, absl::string_view what) {
  if (unscaled == 0) return unscaled;
  if (power > Decimal::kMaxDigits) return Overflow(what);
  return Signed(unscaled < 0, wide::Multiply(Magnitude(unscaled), PowerOfTen(power)), what);
}

absl::StatusOr<Decimal> CheckedSum(const Decimal& a, const Decimal& b, bool subtract) {
  int scale = std::max(a.scale(), b.scale());
  KARVAN_ASSIGN_OR_RETURN(absl::int128 left, Scaled(a.unscaled(), scale - a.scale(), "the sum"));
  KARVAN_ASSIGN_OR_RETURN(absl::int128 right, Scaled(b.unscaled(), scale - b.scale(), "the sum"));
  // Both have at most 38 digits, so 128 bits hold their sum.
  absl::int128 sum = subtract ? left - right : left + right;
  if (Magnitude(sum) >= PowerOfTen(Decimal::kMaxDigits)) return Overflow("the sum");
  return Decimal::FromUnscaled(sum, scale);
}

}  // namespace

absl::StatusOr<Decimal> Decimal::Parse(absl::string_view text) {
  absl::string_view rest = text;
  bool negative = !rest.empty() && rest[0] == '-';
  if (negative) rest.remove_prefix(1);
  size_t point = rest.find('.');
  bool has_point = point != absl::string_view::npos;
  absl::string_view whole = rest.substr(0, point);
  absl::string_view fraction = has_point ? rest.substr(point + 1) : absl::string_view();

  // What a message quotes stays short, whatever was sent.
  absl::string_view quoted = text.substr(0, 60);
  auto is_digit = [](char c) { return absl::ascii_isdigit(c); };
  if (text.empty()) return Malformed(quoted, "it is empty");
  if (!std::all_of(whole.begin(), whole.end(), is_digit) ||
      !std::all_of(fraction.begin(), fraction.end(), is_digit)) {
    return Malformed(quoted, "it has a character that is not allowed");
  }
  if (whole.empty()) return Malformed(quoted, "a digit is missing before the point");
  if (has_point && fraction.empty()) return Malformed(quoted, "a digit is missing after the point");
  size_t digits = fraction.size() + (whole == "0" ? 0 : whole.size());
  if (digits > kMaxDigits) return Malformed(quoted, absl::StrCat("it has ", digits, " digits"));

  absl::int128 unscaled = 0;
  for (absl::string_view part : {whole, fraction}) {
    for (char c : part) unscaled = unscaled * 10 + (c - '0');
  }
  return Decimal(negative ? -unscaled : unscaled, static_cast<int>(fraction.size()));
}

absl::StatusOr<Decimal> Decimal::FromUnscaled(absl::int128 unscaled, int scale) {
  if (scale < 0 || scale > kMaxScale) {
    return Error(absl::StatusCode::kOutOfRange, "DECIMAL_OVERFLOW",
                 absl::StrCat("scale ", scale, " is not within 0 to ", kMaxScale));
  }
  if (Magnitude(unscaled) >= PowerOfTen(kMaxDigits)) return Overflow("the number");
  return Decimal(unscaled, scale);
}

absl::StatusOr<Decimal> Decimal::FromDouble(double value, int scale) {
  KARVAN_RETURN_IF_ERROR(FromUnscaled(0, scale).status());
  if (!(std::abs(value) < 1e38)) return Overflow(absl::StrCat(value));
  // The C library prints the exact value of the double, rounded half-even.
  char text[96];
  int length = std::snprintf(text, sizeof(text), "%.*f", scale, value);
  absl::StatusOr<Decimal> parsed = Parse(absl::string_view(text, length));
  if (!parsed.ok()) return Overflow(text);
  return parsed;
}

absl::StatusOr<Decimal> Decimal::Divide(const Decimal& a, const Decimal& b, int scale) {
  KARVAN_RETURN_IF_ERROR(FromUnscaled(0, scale).status());
  if (b.IsZero()) return absl::InvalidArgumentError("division by zero");
  Uint256 dividend{0, Magnitude(a.unscaled_)};
  Uint256 divisor{0, Magnitude(b.unscaled_)};
  int power = scale + b.scale_ - a.scale_;
  // A dividend beyond 256 bits has a quotient beyond 38 digits; a divisor has at most 76 digits.
  if (!wide::MultiplyByPowerOfTen(power, dividend)) return Overflow("the quotient");
  wide::MultiplyByPowerOfTen(-power, divisor);

  auto [quotient, remainder] = wide::Divide(dividend, divisor);
  // Refused before rounding, which could wrap around.
  KARVAN_RETURN_IF_ERROR(Signed(false, quotient, "the quotient").status());
  Uint256 to_next = wide::Subtract(divisor, remainder);
  if (to_next < remainder || (to_next == remainder && quotient.low % 2 == 1)) quotient.low += 1;
  KARVAN_ASSIGN_OR_RETURN(absl::int128 unscaled,
                          Signed((a.unscaled_ < 0) != (b.unscaled_ < 0), quotient, "the quotient"));
  return Decimal(unscaled, scale);
}

std::string Decimal::ToString() const {
  char digits[kMaxDigits + 2];
  char* end = digits + sizeof(digits);
  char* begin = end;
  int written = 0;
  // At least one digit stands before the point.
  for (absl::uint128 rest = Magnitude(unscaled_); rest != 0 || written <= scale_; rest /= 10, ++written) {
    *--begin = static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  absl::string_view all(begin, end - begin);
  absl::string_view whole = all.substr(0, all.size() - scale_);
  absl::string_view fraction = all.substr(whole.size());
  return absl::StrCat(unscaled_ < 0 ? "-" : "", whole, scale_ > 0 ? "." : "", fraction);
}

double Decimal::ToDouble() const {
  std::string text = ToString();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int Decimal::Sign() const { return unscaled_ < 0 ? -1 : unscaled_ > 0 ? 1 : 0; }

absl::StatusOr<Decimal> Decimal::Add(const Decimal& other) const { return CheckedSum(*this, other, false); }

absl::StatusOr<Decimal> Decimal::Sub(const Decimal& other) const { return CheckedSum(*this, other, true); }

absl::StatusOr<Decimal> Decimal::Mul(const Decimal& other) const {
  int scale = scale_ + other.scale_;
  if (scale > kMaxScale) return Overflow("the product");
  KARVAN_ASSIGN_OR_RETURN(
      absl::int128 unscaled,
      Signed((unscaled_ < 0) != (other.unscaled_ < 0),
             wide::Multiply(Magnitude(unscaled_), Magnitude(other.unscaled_)), "the product"));
  return Decimal(unscaled, scale);
}

absl::StatusOr<Decimal> Decimal::Shift(int power) const {
  if (power <= scale_) {
    if (power < scale_ - kMaxScale) return Overflow("the shifted number");
    return Decimal(unscaled_, scale_ - power);
  }
  KARVAN_ASSIGN_OR_RETURN(absl::int128 unscaled, Scaled(unscaled_, power - scale_, "the shifted number"));
  return Decimal(unscaled, 0);
}

Decimal Decimal::Round(int scale) const {
  if (scale >= scale_) return *this;
  auto unit = static_cast<absl::int128>(PowerOfTen(scale_ - scale));
  absl::int128 quotient = unscaled_ / unit;
  absl::int128 rest = unscaled_ % unit;
  if (rest < 0) rest = -rest;
  if (rest > unit / 2 || (rest == unit / 2 && quotient % 2 != 0)) quotient += Sign();
  return Decimal(quotient, scale);
}

Decimal Decimal::RoundDown(int scale) const {
  if (scale >= scale_) return *this;
  auto unit = static_cast<absl::int128>(PowerOfTen(scale_ - scale));
  absl::int128 quotient = unscaled_ / unit;
  if (unscaled_ % unit < 0) quotient -= 1;
  return Decimal(quotient, scale);
}

Decimal Decimal::RoundUp(int scale) const { return -(-*this).RoundDown(scale); }

absl::StatusOr<Decimal> Decimal::Rescale(int scale) const {
  KARVAN_RETURN_IF_ERROR(FromUnscaled(0, scale).status());
  if (scale <= scale_) return Round(scale);
  KARVAN_ASSIGN_OR_RETURN(absl::int128 unscaled, Scaled(unscaled_, scale - scale_, "the number"));
  return Decimal(unscaled, scale);
}

int Decimal::LastNonzeroPlace() const {
  int place = LastDigitPlace();
  if (IsZero()) return place;
  for (absl::int128 rest = unscaled_; rest % 10 == 0; rest /= 10) ++place;
  return place;
}

int Decimal::Compare(const Decimal& other) const {
  if (Sign() != other.Sign()) return Sign() < other.Sign() ? -1 : 1;
  // The same sign: compare magnitudes at a common scale, which 256 bits hold.
  int scale = std::max(scale_, other.scale_);
  Uint256 left = wide::Multiply(Magnitude(unscaled_), PowerOfTen(scale - scale_));
  Uint256 right = wide::Multiply(Magnitude(other.unscaled_), PowerOfTen(scale - other.scale_));
  if (left == right) return 0;
  return (left < right) == (Sign() >= 0) ? -1 : 1;
}

std::ostream& operator<<(std::ostream& out, const Decimal& value) { return out << value.ToString(); }

}  // namespace karvan
