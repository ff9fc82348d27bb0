#include <algorithm>

#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/page/page_sections.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

// A product of a block, and its months: bit 0 is January.
struct Entry {
  uint32_t product = 0;
  uint16_t months = 0;
};

void CollectEntries(absl::Span<const PageDraft::Row> rows, int year, std::vector<Entry>& entries) {
  entries.clear();
  for (const PageDraft::Row& row : rows) {
    if (entries.empty() || entries.back().product != row.product) entries.push_back({row.product, 0});
    Entry& entry = entries.back();
    entry.months = static_cast<uint16_t>(entry.months | 1 << (row.cell.first_month - 12 * year));
  }
}

// Twelve bits an entry, two entries in three bytes.
void EncodeMonths(absl::Span<const Entry> entries, ByteWriter& out) {
  for (size_t i = 0; i < entries.size(); i += 2) {
    const bool is_pair = i + 1 < entries.size();
    const uint32_t pair = entries[i].months | (is_pair ? entries[i + 1].months << 12 : 0);
    out.Byte(static_cast<uint8_t>(pair));
    out.Byte(static_cast<uint8_t>(pair >> 8));
    if (is_pair) out.Byte(static_cast<uint8_t>(pair >> 16));
  }
}

}  // namespace

void EncodeBlocks(const PageDraft& draft, ByteWriter& out) {
  std::vector<Entry> entries;
  int last_year = kFirstYear;
  auto block = draft.blocks.begin();
  for (uint32_t group = 0; group < draft.groups.size(); ++group) {
    const auto end = std::find_if(block, draft.blocks.end(),
                                  [&](const PageDraft::Block& other) { return other.group != group; });
    out.Varint(static_cast<uint64_t>(end - block));
    for (; block != end; ++block) {
      CollectEntries(draft.RowsOf(*block), block->year, entries);
      const bool alike = std::all_of(entries.begin(), entries.end(),
                                     [&](const Entry& entry) { return entry.months == entries[0].months; });
      out.Varint(static_cast<uint64_t>(block->month_count) << 1 | (alike ? 1 : 0));
      out.Signed(block->year - last_year);
      last_year = block->year;
      out.Varint(entries.size());
      uint32_t next = 0;
      for (const Entry& entry : entries) {
        out.Varint(entry.product - next);
        next = entry.product + 1;
      }
      EncodeMonths(absl::MakeConstSpan(entries).first(alike ? 1 : entries.size()), out);
    }
  }
}

}  // namespace karvan::statistics
