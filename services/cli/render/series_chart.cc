#include "services/cli/render/series_chart.h"

#include <functional>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/cli/render/amount.h"
#include "services/cli/render/bar_chart.h"

namespace karvan::cli {

std::string SeriesChart(const std::vector<SeriesRow>& rows, int bar_width) {
  std::map<int, std::vector<Bar>, std::greater<>> groups;
  for (const SeriesRow& row : rows) {
    Bar bar{.label = row.period.ToString(), .text = "missing"};
    if (!row.missing) {
      bar.text = GroupDigits(row.value.ToString());
      bar.value = row.value.ToDouble();
    }
    groups[row.period.month_count()].push_back(std::move(bar));
  }
  std::string out;
  for (const auto& [months, bars] : groups)
    absl::StrAppend(&out, out.empty() ? "" : "\n", BarChart(bars, bar_width));
  return out;
}

}  // namespace karvan::cli
