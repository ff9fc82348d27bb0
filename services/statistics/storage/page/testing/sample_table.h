#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/statistics/storage/page/cell_table.h"

// Cells for the tests of pages.
namespace karvan::statistics {

// A monthly export of Kazakhstan to `partner`; the product is a code of HS.
Observation SampleCell(absl::string_view partner, absl::string_view product, Period period,
                       Measures measures);

// Cells of three partners and `products` products in the months of three years, one in three left out, with
// every kind of number and mark.
CellTable RandomTable(uint32_t seed, int products);

// Its cells in their order.
std::vector<uint32_t> AllPlaces(const CellTable& table);

}  // namespace karvan::statistics
