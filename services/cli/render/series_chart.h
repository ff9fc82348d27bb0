#pragma once

#include <string>
#include <vector>

#include "services/cli/render/series_rows.h"

namespace karvan::cli {

// A small chart of a series for a terminal: one group of bars for each length of period, the longest periods
// first, for bars of a year and of a month do not compare. A missing value is a line without a bar.
std::string SeriesChart(const std::vector<SeriesRow>& rows, int bar_width);

}  // namespace karvan::cli
