#include "tests/benchmarks/karvan/series_rows.h"

namespace karvan::bench {
namespace {

bool IsFull(const type::v1::DecimalColumn& column, int rows) {
  return column.unscaled_size() == rows && column.missing().empty() && column.exceptions().empty();
}

}  // namespace

absl::Status DecodeSeries(const statistics::v1::GetSeriesResponse& response, SeriesRows& rows) {
  const auto& months = response.periods().first_months();
  const bool single_months =
      response.periods().month_counts_size() == 1 && response.periods().month_counts(0) == 1;
  if (!months.empty() &&
      (!single_months || !IsFull(response.values(), months.size()) ||
       !IsFull(response.net_weights(), months.size()) || !IsFull(response.quantities(), months.size()))) {
    return absl::DataLossError("a series lacks figures that the data have");
  }
  rows.value_scale = response.values().scale();
  rows.net_weight_scale = response.net_weights().scale();
  rows.quantity_scale = response.quantities().scale();
  rows.rows.resize(static_cast<size_t>(months.size()));
  for (int row = 0; row < months.size(); ++row) {
    rows.rows[static_cast<size_t>(row)] = {months[row], response.values().unscaled(row),
                                           response.net_weights().unscaled(row),
                                           response.quantities().unscaled(row)};
  }
  return absl::OkStatus();
}

}  // namespace karvan::bench
