#pragma once

#include <string>
#include <vector>

namespace karvan::cli {

// A row of a chart: what it is called, its value as it is printed, and as it is drawn.
struct Bar {
  std::string label;
  std::string text;
  double value = 0;
};

// Horizontal bars under each other, the longest `bar_width` columns long, in eighths of a column:
//   2022-S1  621,400,000 USD  ████████████████████
//   2021-S1  519,020,000 USD  ████████████████▋
// Bars begin at zero, so their lengths compare as the values do; a negative value is drawn with ░. Labels to
// the left, texts to the right of their columns.
std::string BarChart(const std::vector<Bar>& bars, int bar_width);

}  // namespace karvan::cli
