#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace karvan::cli {

// A decimal for people: "1148800000" as "1,148,800,000", "-1234.50" as "-1,234.50". Other text stays as it
// is.
std::string GroupDigits(absl::string_view decimal);

// What a power of ten is called: "" for 0, "thousand" for 3, "million" for 6, "billion" for 9, else "10^n".
std::string MultiplierName(int power);

}  // namespace karvan::cli
