#pragma once

#include <cstdint>
#include <vector>

#include "services/platform/decimal/decimal.h"
#include "services/statistics/storage/page/cell_table.h"
#include "services/statistics/storage/page/number_column.h"

namespace karvan::statistics {

// One measure of a series: a number a row, and the wide ones that they name.
struct SeriesColumn {
  std::vector<NumberRow> numbers;
  std::vector<Decimal> wide;
};

// All periods of a series in columns of equal length, in the order of the periods.
struct SeriesRows {
  struct Row {
    int32_t first_month = 0;  // year * 12 + month - 1
    int32_t month_count = 1;
    uint32_t said = 0;  // what is said of it beside its numbers
  };

  std::vector<Row> rows;
  std::vector<Attributes> said;
  SeriesColumn values;  // in 10^unit_multiplier of what is said
  SeriesColumn net_weights;
  SeriesColumn quantities;

  const Attributes& SaidOf(size_t row) const { return said[rows[row].said]; }
};

}  // namespace karvan::statistics
