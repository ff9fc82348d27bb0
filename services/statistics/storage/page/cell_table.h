#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/platform/decimal/decimal.h"
#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/observation.h"

// Many cells in memory, compactly: what runs are made from and folded through.
namespace karvan::statistics {

// What is said of a figure beside its numbers; see Measures.
struct Attributes {
  bool deleted = false;  // the release took the cell away; it has no numbers
  int unit_multiplier = 0;
  Valuation valuation = Valuation::kNotStated;
  Qualifier qualifier = Qualifier::kNone;
  std::string quantity_unit;
  std::string status = "A";
  std::string confidentiality = "F";
  std::string statement;

  static Attributes Of(const Measures& measures);
  // Sets what it says in `measures`; their numbers stay.
  void ApplyTo(Measures& measures) const;

  friend auto operator<=>(const Attributes&, const Attributes&) = default;
  friend bool operator==(const Attributes&, const Attributes&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const Attributes& a) {
    return H::combine(std::move(state), a.deleted, a.unit_multiplier, a.valuation, a.qualifier,
                      a.quantity_unit, a.status, a.confidentiality, a.statement);
  }
};

// The numbers of a cell. Their places in a page: do not change them.
enum class Measure { kValue = 0, kNetWeight = 1, kQuantity = 2, kCifValue = 3, kFobValue = 4 };
inline constexpr int kMeasureCount = 5;

// A decimal of at most 64 bits, or none.
struct Number {
  static constexpr int8_t kAbsent = -1;

  int64_t unscaled = 0;
  int8_t scale = kAbsent;

  bool present() const { return scale != kAbsent; }
  friend bool operator==(const Number&, const Number&) = default;
};

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

// Fills a table, with equal groups and attributes once.
class CellTableBuilder {
 public:
  uint32_t AddGroup(const GroupKey& group);
  uint32_t AddAttributes(const Attributes& attributes);
  // Gives a cell its numbers, in the small form where they have one.
  void SetNumbers(ExtraNumbers numbers, PackedCell& cell);
  void AddCell(const PackedCell& cell) { table_.cells.push_back(cell); }

  // The series must be one of valid codes.
  void Add(const Observation& observation);

  size_t size() const { return table_.cells.size(); }
  CellTable& table() { return table_; }
  // The table; the builder is empty then.
  CellTable Take();

 private:
  CellTable table_;
  absl::flat_hash_map<GroupKey, uint32_t> groups_;
  absl::flat_hash_map<Attributes, uint32_t> attributes_;
};

}  // namespace karvan::statistics
