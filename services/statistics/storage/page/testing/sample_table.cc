#include "services/statistics/storage/page/testing/sample_table.h"

#include <numeric>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"

namespace karvan::statistics {

Observation SampleCell(absl::string_view partner, absl::string_view product, Period period,
                       Measures measures) {
  Observation cell;
  cell.series.reporter = "KAZ";
  cell.series.flow = "X";
  cell.series.partner = std::string(partner);
  cell.series.product = std::string(product);
  cell.period = period;
  cell.measures = std::move(measures);
  return cell;
}

CellTable RandomTable(uint32_t seed, int products) {
  std::mt19937 random(seed);
  auto below = [&](uint32_t n) { return random() % n; };
  CellTableBuilder builder;
  for (const char* partner : {"KGZ", "TJK", "UZB"}) {
    for (int product = 0; product < products; ++product) {
      for (int month = 2020 * 12; month < 2023 * 12; ++month) {
        if (below(3) == 0) continue;
        Measures m;
        m.quantity_unit = product % 3 ? "kg" : "u";
        if (below(50) != 0) m.value = Decimal::FromUnscaled(below(100'000'000), 2).value();
        if (below(60) == 0) m.value = Decimal::Parse("-12345678901234567890.123").value();
        if (below(60) == 0) m.value = Decimal::FromUnscaled(-static_cast<int64_t>(below(1000)), 2).value();
        if (below(4) != 0) m.net_weight = Decimal::FromInteger(below(1'000'000));
        if (product % 3 && m.net_weight) m.quantity = m.net_weight;
        if (below(9) == 0) m.quantity = Decimal::FromUnscaled(below(1000), 1).value();
        if (below(20) == 0) m.cif_value = Decimal::FromInteger(below(1000));
        if (below(30) == 0) m.status = "E";
        const int months = below(25) == 0 ? 7 : 1;
        builder.Add(SampleCell(partner, absl::StrCat(270000 + product * 10),
                               Period::FromMonths(month, months).value(), m));
        builder.table().cells.back().sequence = below(20) == 0 ? 500 + below(3) : month - 2020 * 12 + 1;
      }
    }
  }
  return builder.Take();
}

std::vector<uint32_t> AllPlaces(const CellTable& table) {
  std::vector<uint32_t> places(table.cells.size());
  std::iota(places.begin(), places.end(), 0);
  return places;
}

}  // namespace karvan::statistics
