#pragma once

#include <cstdint>
#include <vector>

#include "services/platform/decimal/decimal.h"
#include "services/statistics/domain/observation.h"

namespace karvan::statistics {

// A number of a series, or none.
struct SeriesNumber {
  static constexpr int8_t kAbsent = -1;

  int64_t unscaled = 0;  // of a wide number, its place among the wide ones of the column
  int8_t scale = kAbsent;
  bool wide = false;  // needs more than 64 bits

  bool present() const { return scale != kAbsent; }
};

// One measure of a series: a number a row, and the wide ones that they name.
struct SeriesColumn {
  std::vector<SeriesNumber> numbers;
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
  std::vector<Measures> said;  // without numbers
  SeriesColumn values;         // in 10^unit_multiplier of what is said
  SeriesColumn net_weights;
  SeriesColumn quantities;

  const Measures& SaidOf(size_t row) const { return said[rows[row].said]; }
};

}  // namespace karvan::statistics
