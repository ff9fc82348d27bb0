#include "services/cli/render/bar_chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/cli/render/text_width.h"

namespace karvan::cli {
namespace {

constexpr std::array<const char*, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

std::string Repeat(absl::string_view text, int64_t times) {
  std::string out;
  for (int64_t i = 0; i < times; ++i) absl::StrAppend(&out, text);
  return out;
}

std::string DrawBar(double value, double largest, int bar_width) {
  if (largest == 0 || value == 0) return "";
  // What is not zero shows.
  int64_t eighths = std::max<int64_t>(1, std::llround(std::abs(value) / largest * bar_width * 8));
  if (value < 0) return Repeat("░", (eighths + 7) / 8);
  return absl::StrCat(Repeat("█", eighths / 8), kEighths[eighths % 8]);
}

}  // namespace

std::string BarChart(const std::vector<Bar>& bars, int bar_width) {
  double largest = 0;
  size_t label_width = 0;
  size_t text_width = 0;
  for (const Bar& bar : bars) {
    largest = std::max(largest, std::abs(bar.value));
    label_width = std::max(label_width, TextWidth(bar.label));
    text_width = std::max(text_width, TextWidth(bar.text));
  }
  std::string out;
  for (const Bar& bar : bars) {
    std::string line = absl::StrCat(bar.label, std::string(label_width - TextWidth(bar.label) + 2, ' '),
                                    std::string(text_width - TextWidth(bar.text), ' '), bar.text, "  ",
                                    DrawBar(bar.value, largest, bar_width));
    absl::StripTrailingAsciiWhitespace(&line);
    absl::StrAppend(&out, line, "\n");
  }
  return out;
}

}  // namespace karvan::cli
