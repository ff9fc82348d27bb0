#include "services/cli/commands/number_option.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace karvan::cli {

std::string CheckAboveZero(const std::string& text) {
  double number = 0;
  if (absl::SimpleAtod(text, &number) && number > 0) return "";
  return absl::StrCat("\"", text, "\" is not a number above 0");
}

std::string CheckNotNegative(const std::string& text) {
  double number = 0;
  if (absl::SimpleAtod(text, &number) && number >= 0) return "";
  return absl::StrCat("\"", text, "\" is not a number of at least 0");
}

}  // namespace karvan::cli
