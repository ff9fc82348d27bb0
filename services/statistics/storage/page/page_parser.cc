#include "services/statistics/storage/page/page.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/statistics/domain/product_level.h"
#include "services/statistics/storage/page/code_list.h"
#include "services/statistics/storage/page/page_layout.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

// Moves a number that is not negative. False when it would leave 0 to `max`.
bool Move(int64_t& number, int64_t distance, int64_t max) {
  return !__builtin_add_overflow(number, distance, &number) && number >= 0 && number <= max;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Page>> Page::Parse(std::string bytes, absl::string_view what) {
  auto page = std::make_shared<Page>();
  page->bytes_ = std::move(bytes);
  const absl::string_view all = page->bytes_;
  if (all.size() < kHeaderBytes + PackedWords::kPadding) {
    return kv::CorruptError(absl::StrCat(what, ": the page is cut off"));
  }
  if (all[0] != kPageFormatVersion) {
    return kv::CorruptError(absl::StrCat(what, ": the page has format ", static_cast<int>(all[0]), ", not ",
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
    if (changed >> kGroupParts != 0) return false;
    for (int part = 0; part < kGroupParts; ++part) {
      if (changed >> part & 1) *parts[part] = codes[in.Varint(codes.size() - 1)];
    }
    if (!in.ok() || (i > 0 && !(groups_.back() < group))) return false;
    groups_.push_back(group);
  }
  return count > 0;
}

bool Page::ParseProducts(ByteReader& in) {
  if (!ParseCodes(in, cell_count_, products_) || products_.empty()) return false;
  const int level = LevelOf(products_[0]);
  const bool one = std::all_of(products_.begin(), products_.end(),
                               [level](Code product) { return LevelOf(product) == level; });
  if (one) common_level_ = level;
  return true;
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
  const Attributes& first = attributes_[0].said;
  alike_ = std::all_of(attributes_.begin(), attributes_.end(), [&first](const PageAttributes& attributes) {
    const Attributes& said = attributes.said;
    return said.unit_multiplier == first.unit_multiplier && said.valuation == first.valuation &&
           said.confidentiality == "F" && !said.deleted;
  });
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
    block.months |= entry.months;
    cell += __builtin_popcount(entry.months);
  }
  block.cell_count = cell - block.first_cell;
  return true;
}

bool Page::ParseSequences(ByteReader& in) {
  constexpr int64_t kMaxSequence = std::numeric_limits<int64_t>::max();
  constexpr int64_t kMaxFirstMonth = Period::kMaxYear * 12 + 11;
  default_sequence_ = in.Signed();
  if (default_sequence_ < 0) return false;
  min_sequence_ = max_sequence_ = default_sequence_;
  const uint64_t periods = in.Varint(cell_count_);
  auto parse_sequence = [&](int64_t& sequence) {
    sequence = default_sequence_;
    if (!Move(sequence, in.Signed(), kMaxSequence) || !in.ok()) return false;
    min_sequence_ = std::min(min_sequence_, sequence);
    max_sequence_ = std::max(max_sequence_, sequence);
    return true;
  };
  int64_t first_month = kFirstYear * 12;
  for (uint64_t i = 0; i < periods; ++i) {
    MonthSequence of;
    of.month_count = static_cast<int32_t>(in.Varint(Period::kMaxMonths));
    if (!Move(first_month, in.Signed(), kMaxFirstMonth)) return false;
    of.first_month = static_cast<int32_t>(first_month);
    if (!parse_sequence(of.sequence)) return false;
    month_sequences_.push_back(of);
  }
  const uint64_t others = in.Varint(cell_count_);
  uint64_t cell = 0;
  for (uint64_t i = 0; i < others; ++i) {
    CellSequence of;
    const uint64_t distance = in.Varint(cell_count_);
    cell += distance;
    if (!parse_sequence(of.sequence) || (i > 0 && distance == 0) || cell >= cell_count_) return false;
    of.cell = static_cast<uint32_t>(cell);
    cell_sequences_.push_back(of);
  }
  return in.ok();
}

bool Page::ParseColumns(ByteReader& in) {
  return std::all_of(columns_.begin(), columns_.end(),
                     [&](NumberColumn& column) { return column.Parse(cell_count_, in); });
}

}  // namespace karvan::statistics
