#pragma once

#include <cstdint>
#include <vector>

#include "services/statistics/storage/page/cell_table.h"

namespace karvan::statistics {

// The places of the cells of a table in the order of a run: by group, product, first month and length of the
// period; equal cells in the order in which they were added.
std::vector<uint32_t> RunOrder(const CellTable& table);

// Puts the cells of a table into the order of a run, so that what reads them in that order reads memory
// forwards. Gives the places at which they stood.
std::vector<uint32_t> SortCells(CellTable& table);

}  // namespace karvan::statistics
