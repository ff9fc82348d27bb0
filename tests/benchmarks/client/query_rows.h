#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace karvan::bench {

// An answer as text, for comparison with those of other systems: labels first, then figures with all their
// digits.
using QueryRows = std::vector<std::vector<std::string>>;

// unscaled / 10^scale as text with `scale` digits after the point, 0 to 18: 1050 with scale 2 is "10.50".
std::string FigureText(int64_t unscaled, int scale);

}  // namespace karvan::bench
