#include <algorithm>
#include <map>
#include <tuple>

#include "services/statistics/storage/page/byte_stream.h"
#include "services/statistics/storage/page/page.h"
#include "services/statistics/storage/page/page_layout.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

std::array<Code, kGroupParts> PartsOf(const GroupKey& group) {
  return {group.reporter,       group.flow,           group.partner,
          group.classification, group.second_partner, group.customs_procedure,
          group.transport_mode};
}

// A cell on its way into a page.
struct Slot {
  uint32_t place = 0;       // in the table
  uint32_t group = 0;       // in the page
  uint32_t product = 0;     // in the page
  uint32_t attributes = 0;  // in the page
};

// Encodes one page; each method one section of it.
class Encoder {
 public:
  Encoder(const CellTable& table, absl::Span<const uint32_t> places) : table_(table) {
    slots_.reserve(places.size());
    for (uint32_t place : places) slots_.push_back({place, 0, 0, 0});
  }

  std::string Encode() {
    out_.Varint(slots_.size());
    Groups();
    Products();
    Arrange();
    AttributesOfCells();
    Blocks();
    Sequences();
    Columns();
    out_.Bytes(std::string(PackedWords::kPadding, '\0'));
    return Framed();
  }

 private:
  const PackedCell& CellAt(const Slot& slot) const { return table_.cells[slot.place]; }

  // Ascending codes: the characters that none of them uses are left out, then the distances.
  void Codes(const std::vector<Code>& codes) {
    uint64_t all = 0;
    for (Code code : codes) all |= code.bits();
    uint8_t shift = 0;
    while (shift < 54 && (all >> shift & 63) == 0) shift += 6;
    out_.Byte(shift);
    out_.Varint(codes.size());
    uint64_t last = 0;
    for (Code code : codes) {
      out_.Varint((code.bits() >> shift) - last);
      last = code.bits() >> shift;
    }
  }

  static uint64_t IndexOf(const std::vector<Code>& codes, Code code) {
    return std::lower_bound(codes.begin(), codes.end(), code) - codes.begin();
  }

  static void SortUnique(std::vector<Code>& codes) {
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  }

  void Groups() {
    std::vector<uint32_t> groups;
    for (Slot& slot : slots_) {
      const uint32_t group = CellAt(slot).group;
      if (groups.empty() || groups.back() != group) groups.push_back(group);
      slot.group = static_cast<uint32_t>(groups.size()) - 1;
    }
    std::vector<Code> codes;
    for (uint32_t group : groups) {
      for (Code code : PartsOf(table_.groups[group])) codes.push_back(code);
    }
    SortUnique(codes);
    Codes(codes);
    out_.Varint(groups.size());
    std::array<Code, kGroupParts> last{};
    for (size_t i = 0; i < groups.size(); ++i) {
      const std::array<Code, kGroupParts> parts = PartsOf(table_.groups[groups[i]]);
      uint8_t changed = 0;
      for (int part = 0; part < kGroupParts; ++part) {
        if (i == 0 || parts[part] != last[part]) changed = static_cast<uint8_t>(changed | 1 << part);
      }
      out_.Byte(changed);
      for (int part = 0; part < kGroupParts; ++part) {
        if (changed >> part & 1) out_.Varint(IndexOf(codes, parts[part]));
      }
      last = parts;
    }
    group_count_ = groups.size();
  }

  void Products() {
    for (const Slot& slot : slots_) {
      const Code product = CellAt(slot).product;
      if (products_.empty() || products_.back() != product) products_.push_back(product);
    }
    SortUnique(products_);
    Codes(products_);
    uint32_t product = 0;
    for (Slot& slot : slots_) {
      const Code code = CellAt(slot).product;
      if (products_[product] != code) product = static_cast<uint32_t>(IndexOf(products_, code));
      slot.product = product;
    }
  }

  // Into the order of a page.
  void Arrange() {
    auto rank = [this](const Slot& slot) {
      const PackedCell& cell = CellAt(slot);
      return std::make_tuple(slot.group, cell.month_count, cell.first_month / 12, slot.product,
                             cell.first_month % 12);
    };
    auto before = [&](const Slot& a, const Slot& b) { return rank(a) < rank(b); };
    if (!std::is_sorted(slots_.begin(), slots_.end(), before))
      std::sort(slots_.begin(), slots_.end(), before);
  }

  bool QuantityIsWeight(const PackedCell& cell) const {
    if (cell.extra == 0) return cell.quantity.present() && cell.quantity == cell.net_weight;
    const ExtraNumbers& numbers = table_.extras[cell.extra - 1];
    const auto& quantity = numbers[static_cast<int>(Measure::kQuantity)];
    const auto& net_weight = numbers[static_cast<int>(Measure::kNetWeight)];
    return quantity && net_weight && quantity->scale() == net_weight->scale() && *quantity == *net_weight;
  }

  void OneAttributes(const Attributes& said, bool quantity_is_weight) {
    out_.Byte((said.deleted ? kDeleted : 0) | (quantity_is_weight ? kQuantityIsWeight : 0));
    out_.Signed(said.unit_multiplier);
    out_.Byte(static_cast<uint8_t>(said.valuation));
    out_.Byte(static_cast<uint8_t>(said.qualifier));
    for (const std::string* text :
         {&said.quantity_unit, &said.status, &said.confidentiality, &said.statement}) {
      out_.Text(*text);
    }
  }

  // Each product has its usual attributes; the cells that have others are told apart.
  void AttributesOfCells() {
    std::map<std::pair<uint32_t, bool>, uint32_t> ids;
    quantity_is_weight_.resize(slots_.size());
    for (size_t i = 0; i < slots_.size(); ++i) {
      const PackedCell& cell = CellAt(slots_[i]);
      quantity_is_weight_[i] = QuantityIsWeight(cell);
      const uint32_t next = static_cast<uint32_t>(ids.size());
      slots_[i].attributes = ids.try_emplace({cell.attributes, quantity_is_weight_[i]}, next).first->second;
    }
    std::vector<std::pair<uint32_t, bool>> by_id(ids.size());
    for (const auto& [what, id] : ids) by_id[id] = what;
    out_.Varint(by_id.size());
    for (const auto& [attributes, same] : by_id) OneAttributes(table_.attributes[attributes], same);
    if (by_id.size() == 1) return;

    const std::vector<uint32_t> usual = UsualAttributes();
    for (uint32_t attributes : usual) out_.Varint(attributes);
    ByteWriter marks;
    uint64_t count = 0;
    size_t last = 0;
    for (size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].attributes == usual[slots_[i].product]) continue;
      marks.Varint(i - last);
      marks.Varint(slots_[i].attributes);
      last = i;
      ++count;
    }
    out_.Varint(count);
    out_.Bytes(marks.bytes());
  }

  // The most frequent attributes of each product.
  std::vector<uint32_t> UsualAttributes() const {
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    pairs.reserve(slots_.size());
    for (const Slot& slot : slots_) pairs.push_back({slot.product, slot.attributes});
    std::sort(pairs.begin(), pairs.end());
    std::vector<uint32_t> usual(products_.size(), 0);
    std::vector<size_t> most(products_.size(), 0);
    for (size_t i = 0; i < pairs.size();) {
      size_t end = i;
      while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
      if (end - i > most[pairs[i].first]) {
        most[pairs[i].first] = end - i;
        usual[pairs[i].first] = pairs[i].second;
      }
      i = end;
    }
    return usual;
  }

  void Blocks() {
    size_t i = 0;
    int last_year = kFirstYear;
    for (uint32_t group = 0; group < group_count_; ++group) {
      ByteWriter blocks;
      std::swap(blocks, out_);
      uint64_t count = 0;
      for (; i < slots_.size() && slots_[i].group == group; ++count) i = OneBlock(i, last_year);
      std::swap(blocks, out_);
      out_.Varint(count);
      out_.Bytes(blocks.bytes());
    }
  }

  // The block that begins at a slot; gives where the next one does.
  size_t OneBlock(size_t first, int& last_year) {
    const PackedCell& begin = CellAt(slots_[first]);
    const int year = begin.first_month / 12;
    std::vector<std::pair<uint32_t, uint16_t>> entries;  // product, months
    size_t end = first;
    for (; end < slots_.size(); ++end) {
      const PackedCell& cell = CellAt(slots_[end]);
      if (slots_[end].group != slots_[first].group || cell.month_count != begin.month_count ||
          cell.first_month / 12 != year) {
        break;
      }
      if (entries.empty() || entries.back().first != slots_[end].product)
        entries.push_back({slots_[end].product, 0});
      entries.back().second = static_cast<uint16_t>(entries.back().second | 1 << cell.first_month % 12);
    }
    const bool alike = std::all_of(entries.begin(), entries.end(),
                                   [&](const auto& entry) { return entry.second == entries[0].second; });
    out_.Varint(static_cast<uint64_t>(begin.month_count) << 1 | (alike ? 1 : 0));
    out_.Signed(year - last_year);
    last_year = year;
    out_.Varint(entries.size());
    uint32_t next = 0;
    for (const auto& [product, months] : entries) {
      out_.Varint(product - next);
      next = product + 1;
    }
    Months(entries, alike);
    return end;
  }

  // Twelve bits an entry, two entries in three bytes; once when all are alike.
  void Months(const std::vector<std::pair<uint32_t, uint16_t>>& entries, bool alike) {
    const size_t count = alike ? 1 : entries.size();
    for (size_t i = 0; i < count; i += 2) {
      const uint32_t pair = entries[i].second | (i + 1 < count ? entries[i + 1].second << 12 : 0);
      out_.Byte(static_cast<uint8_t>(pair));
      out_.Byte(static_cast<uint8_t>(pair >> 8));
      if (i + 1 < count) out_.Byte(static_cast<uint8_t>(pair >> 16));
    }
  }

  // Each period has its usual sequence, for offices publish by periods; cells that have others are told
  // apart.
  void Sequences() {
    std::map<std::pair<int32_t, int32_t>, std::map<int64_t, size_t>> counts;  // by length and first month
    std::map<int64_t, size_t> totals;
    for (const Slot& slot : slots_) {
      const PackedCell& cell = CellAt(slot);
      ++counts[{cell.month_count, cell.first_month}][cell.sequence];
      ++totals[cell.sequence];
    }
    auto most = [](const std::map<int64_t, size_t>& of) {
      return std::max_element(of.begin(), of.end(),
                              [](const auto& a, const auto& b) { return a.second < b.second; })
          ->first;
    };
    const int64_t usual = most(totals);
    out_.Signed(usual);
    out_.Varint(totals.size() == 1 ? 0 : counts.size());
    if (totals.size() == 1) {
      out_.Varint(0);
      return;
    }
    std::map<std::pair<int32_t, int32_t>, int64_t> of_period;
    int32_t last_month = kFirstYear * 12;
    for (const auto& [period, of] : counts) {
      const int64_t sequence = of_period[period] = most(of);
      out_.Varint(static_cast<uint64_t>(period.first));
      out_.Signed(period.second - last_month);
      out_.Signed(sequence - usual);
      last_month = period.second;
    }
    ByteWriter others;
    uint64_t count = 0;
    size_t last = 0;
    for (size_t i = 0; i < slots_.size(); ++i) {
      const PackedCell& cell = CellAt(slots_[i]);
      if (cell.sequence == of_period.at({cell.month_count, cell.first_month})) continue;
      others.Varint(i - last);
      others.Signed(cell.sequence - usual);
      last = i;
      ++count;
    }
    out_.Varint(count);
    out_.Bytes(others.bytes());
  }

  void Columns() {
    std::vector<NumberRow> rows(slots_.size());
    for (int measure = 0; measure < kMeasureCount; ++measure) {
      for (size_t i = 0; i < slots_.size(); ++i) {
        const bool left_out = measure == static_cast<int>(Measure::kQuantity) && quantity_is_weight_[i];
        rows[i] = left_out ? std::nullopt : table_.Get(CellAt(slots_[i]), static_cast<Measure>(measure));
      }
      EncodeColumn(rows, out_);
    }
  }

  std::string Framed() {
    std::string page(kHeaderBytes, kPageFormatVersion);
    const uint64_t checksum = XXH3_64bits(out_.bytes().data(), out_.size());
    for (size_t i = 0; i < kChecksumBytes; ++i) page[1 + i] = static_cast<char>(checksum >> 8 * i);
    page += out_.bytes();
    return page;
  }

  const CellTable& table_;
  ByteWriter out_;
  std::vector<Slot> slots_;
  std::vector<Code> products_;
  std::vector<bool> quantity_is_weight_;  // by slot
  size_t group_count_ = 0;
};

}  // namespace

std::string EncodePage(const CellTable& table, absl::Span<const uint32_t> places) {
  return Encoder(table, places).Encode();
}

}  // namespace karvan::statistics
