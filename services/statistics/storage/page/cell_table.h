#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/platform/decimal/decimal.h"
#include "services/statistics/domain/attributes.h"
#include "services/statistics/domain/cell_row.h"
#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/number.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/storage/page/numbering.h"

// Many cells in memory, compactly: what runs are made from and folded through.
namespace karvan::statistics {

// The numbers of a cell. Their places in a page: do not change them.
enum class Measure { kValue = 0, kNetWeight = 1, kQuantity = 2, kCifValue = 3, kFobValue = 4 };
inline constexpr int kMeasureCount = 5;

struct PackedCell {
  Code product;
  uint32_t group = 0;       // in CellTable::groups
  uint32_t attributes = 0;  // in CellTable::attributes
  int32_t first_month = 0;  // year * 12 + month - 1
  int32_t month_count = 1;
  Number value;
  Number net_weight;
  Number quantity;
  uint32_t extra = 0;    // 1 + the place in CellTable::extras, which then holds all numbers of the cell
  int64_t sequence = 0;  // of the publication that brought it; 0 is that of the run it is in
};

using ExtraNumbers = std::array<std::optional<Decimal>, kMeasureCount>;

struct CellTable {
  std::vector<GroupKey> groups;
  std::vector<Attributes> attributes;
  std::vector<ExtraNumbers> extras;
  std::vector<PackedCell> cells;

  // The number of a cell, whatever form it has.
  std::optional<Decimal> Get(const PackedCell& cell, Measure measure) const;

  // The cell as the rest of the service knows it. Its measures are empty when it was deleted.
  Observation ObservationOf(const PackedCell& cell) const;
};

// Finds groups in a list of different ones; an import asks for each row.
class GroupIndex {
 public:
  // The place of a group in `groups`, at the end of which it is added when it is new. Always the same list.
  uint32_t PlaceOf(const GroupKey& group, std::vector<GroupKey>& groups);

 private:
  static constexpr uint32_t kTails = 1 << 10;  // that fit into a word

  uint32_t TailOf(const GroupKey& group);

  // Most groups fit into a word, and are found without reading the list: reporter, flow and partner of three
  // characters, and a number for the rest, which few groups differ in.
  Numbering words_;
  std::vector<uint32_t> places_;  // by number of the word
  absl::flat_hash_map<GroupKey, uint32_t> others_;
  absl::flat_hash_map<GroupKey, uint32_t> tails_;  // by groups of the rest alone
  GroupKey last_tail_;
  uint32_t last_tail_number_ = kTails;
};

// Fills a table, with equal groups and attributes once.
class CellTableBuilder {
 public:
  uint32_t AddGroup(const GroupKey& group) { return groups_.PlaceOf(group, table_.groups); }
  uint32_t AddAttributes(const Attributes& attributes);
  // Gives a cell its numbers, in the small form where they have one.
  void SetNumbers(ExtraNumbers numbers, PackedCell& cell);
  void AddCell(const PackedCell& cell) { table_.cells.push_back(cell); }

  // The attributes of a row must stay until Take.
  void Add(const CellRow& row);
  // The series must be one of valid codes.
  void Add(const Observation& observation);

  size_t size() const { return table_.cells.size(); }
  CellTable& table() { return table_; }
  // The table; the builder is empty then.
  CellTable Take();

 private:
  CellTable table_;
  GroupIndex groups_;
  absl::flat_hash_map<Attributes, uint32_t> attributes_;
  absl::flat_hash_map<const Attributes*, uint32_t> rows_attributes_;
  const Attributes* last_attributes_ = nullptr;  // rows of one kind follow each other
  uint32_t last_attributes_number_ = 0;
};

}  // namespace karvan::statistics
