#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "services/statistics/storage/page/cell_table.h"

// The cells that become a page, in the order that a page has.
namespace karvan::statistics {

struct PageDraft {
  struct Row {
    PackedCell cell;
    uint32_t product = 0;             // in products
    bool quantity_is_weight = false;  // it has both, of one value and scale; the quantity is not written then
  };

  // Rows of one group whose periods have one length and begin in one year.
  struct Block {
    uint32_t group = 0;  // in groups
    int32_t month_count = 1;
    int32_t year = 0;
    uint32_t first = 0;
    uint32_t count = 0;
  };

  const CellTable* table = nullptr;
  std::vector<uint32_t> groups;  // in the table
  std::vector<Code> products;    // ascending
  std::vector<Block> blocks;
  std::vector<Row> rows;

  absl::Span<const Row> RowsOf(const Block& block) const {
    return absl::MakeConstSpan(rows).subspan(block.first, block.count);
  }
};

// Of cells as EncodePage takes them. The table must outlive the draft.
PageDraft ArrangePage(const CellTable& table, absl::Span<const uint32_t> places);

}  // namespace karvan::statistics
