#include "services/statistics/storage/page/page.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/statistics/storage/page/page_layout.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

// Ascending codes, each once.
bool ParseCodes(ByteReader& in, size_t max, std::vector<Code>& codes) {
  const uint8_t shift = in.Byte();
  if (shift > 54 || shift % 6 != 0) return false;
  const uint64_t count = in.Varint(max);
  codes.reserve(count);
  uint64_t bits = 0;
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t distance = in.Varint();
    if ((i > 0 && distance == 0) || distance > (uint64_t{1} << 60) >> shift) return false;
    bits += distance;
    if (bits >= (uint64_t{1} << 60) >> shift) return false;
    const std::optional<Code> code = Code::FromBits(bits << shift);
    if (!code) return false;
    codes.push_back(*code);
  }
  return in.ok();
}

std::string Version(absl::string_view bytes) { return absl::StrCat(static_cast<int>(bytes[0])); }

}  // namespace

absl::StatusOr<std::shared_ptr<const Page>> Page::Parse(std::string bytes, absl::string_view what) {
  auto page = std::make_shared<Page>();
  page->bytes_ = std::move(bytes);
  const absl::string_view all = page->bytes_;
  if (all.size() < kHeaderBytes + PackedWords::kPadding) {
    return kv::CorruptError(absl::StrCat(what, ": the page is cut off"));
  }
  if (all[0] != kPageFormatVersion) {
    return kv::CorruptError(absl::StrCat(what, ": the page has format ", Version(all), ", not ",
                                         static_cast<int>(kPageFormatVersion)));
  }
  uint64_t checksum = 0;
  for (size_t i = 0; i < kChecksumBytes; ++i) {
    checksum |= static_cast<uint64_t>(static_cast<uint8_t>(all[1 + i])) << 8 * i;
  }
  const absl::string_view body = all.substr(kHeaderBytes);
  if (XXH3_64bits(body.data(), body.size()) != checksum) {
    return kv::CorruptError(absl::StrCat(what, ": the checksum of the page is wrong"));
  }
  ByteReader in(body.substr(0, body.size() - PackedWords::kPadding));
  page->cell_count_ = in.Varint(kMaxCells);
  const bool sound = page->cell_count_ > 0 && page->ParseGroups(in) && page->ParseProducts(in) &&
                     page->ParseAttributes(in) && page->ParseBlocks(in) && page->ParseSequences(in) &&
                     page->ParseColumns(in) && in.rest().empty();
  if (!sound) return kv::CorruptError(absl::StrCat(what, ": the page is malformed"));
  return std::shared_ptr<const Page>(std::move(page));
}

bool Page::ParseGroups(ByteReader& in) {
  std::vector<Code> codes;
  if (!ParseCodes(in, kGroupParts * kMaxCells, codes) || codes.empty()) return false;
  const uint64_t count = in.Varint(cell_count_);
  groups_.reserve(count);
  GroupKey group;
  Code* const parts[kGroupParts] = {&group.reporter,       &group.flow,           &group.partner,
                                    &group.classification, &group.second_partner, &group.customs_procedure,
                                    &group.transport_mode};
  for (uint64_t i = 0; i < count; ++i) {
    const uint8_t changed = in.Byte();
    for (int part = 0; part < kGroupParts; ++part) {
      if (changed >> part & 1) *parts[part] = codes[in.Varint(codes.size() - 1)];
    }
    if (!in.ok() || (i > 0 && !(groups_.back() < group))) return false;
    groups_.push_back(group);
  }
  return count > 0;
}

bool Page::ParseProducts(ByteReader& in) {
  return ParseCodes(in, cell_count_, products_) && !products_.empty();
}

bool Page::ParseAttributes(ByteReader& in) {
  const uint64_t count = in.Varint(std::min(cell_count_, kMaxPageAttributes));
  if (count == 0) return false;
  for (uint64_t i = 0; i < count; ++i) {
    PageAttributes attributes;
    const uint8_t flags = in.Byte();
    if ((flags & ~(kDeleted | kQuantityIsWeight)) != 0) return false;
    attributes.said.deleted = (flags & kDeleted) != 0;
    attributes.quantity_is_weight = (flags & kQuantityIsWeight) != 0;
    const int64_t multiplier = in.Signed();
    const uint8_t valuation = in.Byte();
    const uint8_t qualifier = in.Byte();
    if (multiplier < kMinUnitMultiplier || multiplier > kMaxUnitMultiplier) return false;
    if (valuation > static_cast<uint8_t>(Valuation::kFob) ||
        qualifier > static_cast<uint8_t>(Qualifier::kUpTo)) {
      return false;
    }
    attributes.said.unit_multiplier = static_cast<int>(multiplier);
    attributes.said.valuation = static_cast<Valuation>(valuation);
    attributes.said.qualifier = static_cast<Qualifier>(qualifier);
    for (std::string* text : {&attributes.said.quantity_unit, &attributes.said.status,
                              &attributes.said.confidentiality, &attributes.said.statement}) {
      *text = std::string(in.Text());
    }
    if (!in.ok()) return false;
    has_deletions_ = has_deletions_ || attributes.said.deleted;
    attributes_.push_back(std::move(attributes));
  }
  if (count == 1) return true;
  product_attributes_.reserve(products_.size());
  for (size_t i = 0; i < products_.size(); ++i) {
    product_attributes_.push_back(static_cast<uint32_t>(in.Varint(count - 1)));
  }
  return ParseMarks(in);
}

bool Page::ParseMarks(ByteReader& in) {
  const uint64_t count = in.Varint(cell_count_);
  marks_.reserve(count);
  uint64_t cell = 0;
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t distance = in.Varint(cell_count_);
    const uint64_t attributes = in.Varint(attributes_.size() - 1);
    cell += distance;
    if (!in.ok() || (i > 0 && distance == 0) || cell >= cell_count_) return false;
    marks_.push_back({static_cast<uint32_t>(cell), static_cast<uint32_t>(attributes)});
  }
  return true;
}

bool Page::ParseBlocks(ByteReader& in) {
  int64_t year = kFirstYear;
  uint32_t next_cell = 0;
  for (uint32_t group = 0; group < groups_.size(); ++group) {
    first_blocks_.push_back(static_cast<uint32_t>(blocks_.size()));
    const uint64_t count = in.Varint(cell_count_);
    if (count == 0) return false;
    for (uint64_t i = 0; i < count; ++i) {
      Block block;
      block.group = group;
      const uint64_t form = in.Varint(uint64_t{2} * Period::kMaxMonths + 1);
      block.month_count = static_cast<int32_t>(form >> 1);
      const int64_t distance = in.Signed();
      if (distance < -Period::kMaxYear || distance > Period::kMaxYear) return false;
      year += distance;
      if (!in.ok() || block.month_count == 0 || year < Period::kMinYear || year > Period::kMaxYear)
        return false;
      block.year = static_cast<int32_t>(year);
      block.first_cell = next_cell;
      block.entry_count = static_cast<uint32_t>(in.Varint(products_.size()));
      if (!ParseEntries(block, (form & 1) != 0, in)) return false;
      next_cell += block.cell_count;
      if (next_cell > cell_count_) return false;
      const bool follows = i == 0 || std::make_pair(blocks_.back().month_count, blocks_.back().year) <
                                         std::make_pair(block.month_count, block.year);
      if (!follows) return false;
      blocks_.push_back(block);
    }
  }
  first_blocks_.push_back(static_cast<uint32_t>(blocks_.size()));
  return next_cell == cell_count_;
}

bool Page::ParseEntries(Block& block, bool alike, ByteReader& in) {
  if (block.entry_count == 0) return false;
  block.first_entry = static_cast<uint32_t>(entries_.size());
  uint64_t next = 0;
  for (uint32_t i = 0; i < block.entry_count; ++i) {
    const uint64_t product = next + in.Varint(products_.size());
    if (!in.ok() || product >= products_.size()) return false;
    entries_.push_back({static_cast<uint16_t>(product), 0, 0});
    next = product + 1;
  }
  const uint32_t masks = alike ? 1 : block.entry_count;
  uint32_t pair = 0;
  for (uint32_t i = 0; i < masks; ++i) {
    if (i % 2 == 0) {
      pair = in.Byte();
      pair |= static_cast<uint32_t>(in.Byte()) << 8;
      if (i + 1 < masks) pair |= static_cast<uint32_t>(in.Byte()) << 16;
    }
    entries_[block.first_entry + i].months = static_cast<uint16_t>(pair >> i % 2 * 12 & kAllMonths);
  }
  if (!in.ok()) return false;
  uint32_t cell = block.first_cell;
  for (uint32_t i = 0; i < block.entry_count; ++i) {
    Entry& entry = entries_[block.first_entry + i];
    if (alike) entry.months = entries_[block.first_entry].months;
    if (entry.months == 0) return false;
    entry.first_cell = cell;
    cell += __builtin_popcount(entry.months);
  }
  block.cell_count = cell - block.first_cell;
  return true;
}

bool Page::ParseSequences(ByteReader& in) {
  default_sequence_ = in.Signed();
  min_sequence_ = max_sequence_ = default_sequence_;
  const uint64_t months = in.Varint(cell_count_);
  if (months > 0) {
    min_sequence_ = std::numeric_limits<int64_t>::max();
    max_sequence_ = std::numeric_limits<int64_t>::min();
  }
  auto take = [this](int64_t sequence) {
    min_sequence_ = std::min(min_sequence_, sequence);
    max_sequence_ = std::max(max_sequence_, sequence);
    return sequence >= 0;
  };
  if (default_sequence_ < 0) return false;
  int64_t first_month = kFirstYear * 12;
  for (uint64_t i = 0; i < months; ++i) {
    MonthSequence of;
    of.month_count = static_cast<int32_t>(in.Varint(Period::kMaxMonths));
    first_month += in.Signed();
    of.first_month = static_cast<int32_t>(first_month);
    of.sequence = default_sequence_ + in.Signed();
    if (!in.ok() || !take(of.sequence)) return false;
    month_sequences_.push_back(of);
  }
  const uint64_t others = in.Varint(cell_count_);
  uint64_t cell = 0;
  for (uint64_t i = 0; i < others; ++i) {
    const uint64_t distance = in.Varint(cell_count_);
    const int64_t sequence = default_sequence_ + in.Signed();
    cell += distance;
    if (!in.ok() || (i > 0 && distance == 0) || cell >= cell_count_ || !take(sequence)) return false;
    cell_sequences_.push_back({static_cast<uint32_t>(cell), sequence});
  }
  return true;
}

bool Page::ParseColumns(ByteReader& in) {
  return std::all_of(columns_.begin(), columns_.end(),
                     [&](NumberColumn& column) { return column.Parse(cell_count_, in); });
}

absl::Span<const Page::Block> Page::BlocksOf(uint32_t group) const {
  return absl::MakeConstSpan(blocks_).subspan(first_blocks_[group],
                                              first_blocks_[group + 1] - first_blocks_[group]);
}

absl::Span<const Page::Entry> Page::EntriesOf(const Block& block) const {
  return absl::MakeConstSpan(entries_).subspan(block.first_entry, block.entry_count);
}

uint32_t Page::FindGroup(const GroupKey& group) const {
  const auto at = std::lower_bound(groups_.begin(), groups_.end(), group);
  const bool found = at != groups_.end() && *at == group;
  return static_cast<uint32_t>(found ? at - groups_.begin() : groups_.size());
}

const Page::Block* Page::FindBlock(uint32_t group, int32_t month_count, int32_t year) const {
  const absl::Span<const Block> blocks = BlocksOf(group);
  const auto at = std::lower_bound(blocks.begin(), blocks.end(), std::make_pair(month_count, year),
                                   [](const Block& block, const std::pair<int32_t, int32_t>& period) {
                                     return std::make_pair(block.month_count, block.year) < period;
                                   });
  return at != blocks.end() && at->month_count == month_count && at->year == year ? &*at : nullptr;
}

const Page::Entry* Page::FindEntry(const Block& block, Code product) const {
  const auto code = std::lower_bound(products_.begin(), products_.end(), product);
  if (code == products_.end() || *code != product) return nullptr;
  const uint16_t index = static_cast<uint16_t>(code - products_.begin());
  const absl::Span<const Entry> entries = EntriesOf(block);
  const auto at = std::lower_bound(entries.begin(), entries.end(), index,
                                   [](const Entry& entry, uint16_t index) { return entry.product < index; });
  return at != entries.end() && at->product == index ? &*at : nullptr;
}

const Page::PageAttributes& Page::MarksOf(uint32_t cell, uint16_t product) const {
  if (attributes_.size() == 1) return attributes_[0];
  const auto at = std::lower_bound(marks_.begin(), marks_.end(), cell,
                                   [](const CellMark& mark, uint32_t cell) { return mark.cell < cell; });
  if (at != marks_.end() && at->cell == cell) return attributes_[at->attributes];
  return attributes_[product_attributes_[product]];
}

std::optional<Decimal> Page::Get(uint32_t cell, uint16_t product, Measure measure) const {
  if (measure == Measure::kQuantity && MarksOf(cell, product).quantity_is_weight)
    measure = Measure::kNetWeight;
  return column(measure).Get(cell);
}

PackedCell Page::PackedCellAt(uint32_t cell, uint16_t product, CellTableBuilder& to) const {
  PackedCell packed;
  packed.product = products_[product];
  packed.attributes = to.AddAttributes(AttributesOf(cell, product));
  ExtraNumbers numbers;
  for (int measure = 0; measure < kMeasureCount; ++measure) {
    numbers[measure] = Get(cell, product, static_cast<Measure>(measure));
  }
  to.SetNumbers(std::move(numbers), packed);
  return packed;
}

const Attributes& Page::AttributesOf(uint32_t cell, uint16_t product) const {
  return MarksOf(cell, product).said;
}

int64_t Page::SequenceOf(uint32_t cell, int32_t month_count, int32_t first_month) const {
  if (month_sequences_.empty()) return default_sequence_;
  const auto other = std::lower_bound(cell_sequences_.begin(), cell_sequences_.end(), cell,
                                      [](const CellSequence& at, uint32_t cell) { return at.cell < cell; });
  if (other != cell_sequences_.end() && other->cell == cell) return other->sequence;
  const auto at = std::lower_bound(month_sequences_.begin(), month_sequences_.end(),
                                   std::make_pair(month_count, first_month),
                                   [](const MonthSequence& of, const std::pair<int32_t, int32_t>& period) {
                                     return std::make_pair(of.month_count, of.first_month) < period;
                                   });
  const bool found =
      at != month_sequences_.end() && at->month_count == month_count && at->first_month == first_month;
  return found ? at->sequence : default_sequence_;
}

size_t Page::memory_bytes() const {
  return sizeof(Page) + bytes_.capacity() + groups_.size() * sizeof(GroupKey) +
         products_.size() * sizeof(Code) + blocks_.size() * sizeof(Block) + entries_.size() * sizeof(Entry) +
         marks_.size() * sizeof(CellMark) + cell_sequences_.size() * sizeof(CellSequence) +
         attributes_.size() * sizeof(PageAttributes);
}

}  // namespace karvan::statistics
