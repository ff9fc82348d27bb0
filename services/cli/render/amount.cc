#include "services/cli/render/amount.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace karvan::cli {

std::string GroupDigits(absl::string_view decimal) {
  size_t begin = !decimal.empty() && decimal[0] == '-' ? 1 : 0;
  size_t point = std::min(decimal.find('.'), decimal.size());
  absl::string_view digits = decimal.substr(begin, point - begin);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit))
    return std::string(decimal);
  std::string out(decimal.substr(0, begin));
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return absl::StrCat(out, decimal.substr(point));
}

std::string MultiplierName(int power) {
  switch (power) {
    case 0:
      return "";
    case 3:
      return "thousand";
    case 6:
      return "million";
    case 9:
      return "billion";
    default:
      return absl::StrCat("10^", power);
  }
}

}  // namespace karvan::cli
