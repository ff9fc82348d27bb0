#include "tests/benchmarks/client/query_rows.h"

#include "absl/strings/str_cat.h"

namespace karvan::bench {

std::string FigureText(int64_t unscaled, int scale) {
  std::string digits = absl::StrCat(unscaled < 0 ? -unscaled : unscaled);
  const auto behind = static_cast<size_t>(scale);
  if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
  if (behind > 0) digits.insert(digits.size() - behind, 1, '.');
  return absl::StrCat(unscaled < 0 ? "-" : "", digits);
}

}  // namespace karvan::bench
