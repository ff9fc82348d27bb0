#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/statistics/storage/page/cell_table.h"
#include "services/statistics/storage/page/number_column.h"

// A page: some thousands of cells in columns. FORMAT.md tells its bytes.
namespace karvan::statistics {

inline constexpr char kPageFormatVersion = 2;

// A page of the cells at `places` of a table, which stand in the order of their groups, each group's cells in
// the order of products, then of periods, and each cell once. At most 65,535 groups, and 65,535 products.
std::string EncodePage(const CellTable& table, absl::Span<const uint32_t> places);

// A page that was read and checked. Immutable, so that any number of threads may read it.
//
// Its cells are numbered in the order of groups; in a group by the length of the period, then by the year in
// which it starts; there by product; of a product by month.
class Page {
 public:
  // The cells of one group whose periods have one length and begin in one year.
  struct Block {
    uint32_t group = 0;
    int32_t year = 0;
    int32_t month_count = 1;
    uint32_t first_entry = 0;
    uint32_t entry_count = 0;
    uint32_t first_cell = 0;
    uint32_t cell_count = 0;
    uint16_t months = 0;  // in which some entry has a cell
  };

  // The cells of one product in a block.
  struct Entry {
    uint16_t product = 0;     // in products()
    uint16_t months = 0;      // bit 0 is the period that begins in January
    uint32_t first_cell = 0;  // of the page
  };

  // A page that owns its bytes. DATA_LOSS (CORRUPT) naming `what`: cut off, of another format, its checksum
  // or its structure is wrong.
  static absl::StatusOr<std::shared_ptr<const Page>> Parse(std::string bytes, absl::string_view what);

  size_t cell_count() const { return cell_count_; }
  const std::vector<GroupKey>& groups() const { return groups_; }
  const std::vector<Code>& products() const { return products_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  absl::Span<const Block> BlocksOf(uint32_t group) const;
  absl::Span<const Entry> EntriesOf(const Block& block) const {
    return {entries_.data() + block.first_entry, block.entry_count};
  }

  // Where something is; null, or the count of groups, when it is not there.
  uint32_t FindGroup(const GroupKey& group) const;
  const Block* FindBlock(uint32_t group, int32_t month_count, int32_t year) const;
  const Entry* FindEntry(const Block& block, Code product) const;

  // True when some cell was deleted.
  bool has_deletions() const { return has_deletions_; }

  // Attributes of which every cell has the unit multiplier and the valuation, when all cells are free and
  // none was deleted; else null.
  const Attributes* CommonAttributes() const { return alike_ ? &attributes_[0].said : nullptr; }
  // The level (LevelOf) of all products; nothing when they differ.
  std::optional<int> common_level() const { return common_level_; }

  const NumberColumn& column(Measure measure) const { return columns_[static_cast<int>(measure)]; }
  // The column that holds a measure of a cell: quantities that equal net weights are in that of net weights.
  const NumberColumn& ColumnOf(uint32_t cell, uint16_t product, Measure measure) const;
  // The number of a cell. Quantities that equal net weights are not in the column of quantities: ask here.
  std::optional<Decimal> Get(uint32_t cell, uint16_t product, Measure measure) const;

  // A cell with its product, its numbers and its attributes, which are added to `to`; its group, period and
  // sequence are left to the caller.
  PackedCell PackedCellAt(uint32_t cell, uint16_t product, CellTableBuilder& to) const;

  const Attributes& AttributesOf(uint32_t cell, uint16_t product) const;
  // 0 is that of the run.
  int64_t SequenceOf(uint32_t cell, int32_t month_count, int32_t first_month) const;
  // Of all cells.
  int64_t min_sequence() const { return min_sequence_; }
  int64_t max_sequence() const { return max_sequence_; }
  // Bytes in memory, about.
  size_t memory_bytes() const;

 private:
  struct PageAttributes {
    Attributes said;
    bool quantity_is_weight = false;
  };
  struct CellMark {
    uint32_t cell = 0;
    uint32_t attributes = 0;
  };
  struct MonthSequence {
    int32_t month_count = 0;
    int32_t first_month = 0;
    int64_t sequence = 0;
  };
  struct CellSequence {
    uint32_t cell = 0;
    int64_t sequence = 0;
  };

  bool ParseGroups(ByteReader& in);
  bool ParseProducts(ByteReader& in);
  bool ParseAttributes(ByteReader& in);
  bool ParseBlocks(ByteReader& in);
  bool ParseEntries(Block& block, bool alike, ByteReader& in);
  bool ParseMarks(ByteReader& in);
  bool ParseSequences(ByteReader& in);
  bool ParseColumns(ByteReader& in);
  const PageAttributes& MarksOf(uint32_t cell, uint16_t product) const;

  std::string bytes_;
  size_t cell_count_ = 0;
  std::vector<GroupKey> groups_;
  std::vector<uint32_t> first_blocks_;  // of each group, and the end
  std::vector<Code> products_;          // ascending
  std::vector<PageAttributes> attributes_;
  bool has_deletions_ = false;
  bool alike_ = false;
  std::optional<int> common_level_;
  std::vector<uint32_t> product_attributes_;  // of each product
  std::vector<CellMark> marks_;               // cells that are not as their product, ascending
  std::vector<Block> blocks_;
  std::vector<Entry> entries_;
  std::vector<MonthSequence> month_sequences_;  // ascending
  std::vector<CellSequence> cell_sequences_;    // cells that are not as their month, ascending
  int64_t default_sequence_ = 0;
  int64_t min_sequence_ = 0;
  int64_t max_sequence_ = 0;
  std::array<NumberColumn, kMeasureCount> columns_;
};

}  // namespace karvan::statistics
