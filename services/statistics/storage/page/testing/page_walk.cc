#include "services/statistics/storage/page/testing/page_walk.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/statistics/storage/page/page_layout.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

std::string Line(const GroupKey& group, Code product, int first_month, int month_count,
                 const std::array<std::optional<Decimal>, kMeasureCount>& numbers, const Attributes& said,
                 int64_t sequence) {
  std::string line =
      absl::StrCat(group.reporter.ToString(), " ", group.flow.ToString(), " ", group.partner.ToString(), " ",
                   product.ToString(), " ", first_month, "+", month_count);
  for (const std::optional<Decimal>& number : numbers) {
    absl::StrAppend(&line, " ", number ? number->ToString() : "-");
  }
  absl::StrAppend(&line, " ", said.quantity_unit, " ", said.status, said.deleted ? " deleted " : " ",
                  said.unit_multiplier, " ", sequence);
  return line;
}

// Calls `take(block, entry, cell, first month)` for every cell, and gives how many there are.
template <typename Take>
size_t ForCells(const Page& page, Take take) {
  size_t cells = 0;
  for (const Page::Block& block : page.blocks()) {
    for (const Page::Entry& entry : page.EntriesOf(block)) {
      uint32_t cell = entry.first_cell;
      for (int month = 0; month < 12; ++month) {
        if ((entry.months >> month & 1) == 0) continue;
        take(block, entry, cell++, block.year * 12 + month);
        ++cells;
      }
    }
  }
  return cells;
}

// What a column says of a range, against what it says of each cell.
bool RangeIsConsistent(const NumberColumn& column, size_t first, const std::vector<int64_t>& all,
                       size_t count) {
  std::vector<int64_t> part(count);
  column.Decode(first, count, part.data());
  int64_t sum = 0;
  for (size_t i = 0; i < count; ++i) {
    if (part[i] != all[first + i]) return false;
    sum += part[i];
  }
  return column.Sum(first, count) == sum;
}

bool ColumnIsConsistent(const NumberColumn& column, size_t cells) {
  std::vector<int64_t> all(cells, 0);
  column.Decode(0, cells, all.data());
  auto [exception, end] = column.ExceptionsOf(0, cells);
  for (size_t cell = 0; cell < cells; ++cell) {
    const std::optional<Decimal> number = column.Get(cell);
    if (number.has_value() != column.Has(cell)) return false;
    const bool is_exception = exception != end && exception->cell == cell;
    if (is_exception) ++exception;
    const bool in_words = number && !is_exception;
    if (all[cell] != (in_words ? number->unscaled() : 0)) return false;
    if (in_words && number->scale() != column.scale()) return false;
  }
  for (size_t count : {1, 2, 3, 4, 5, 7, 8, 31, 64, 100, 257, 1000}) {
    for (size_t first = 0; first + count <= cells; first += count + first / 3) {
      if (!RangeIsConsistent(column, first, all, count)) return false;
    }
  }
  return exception == end && RangeIsConsistent(column, 0, all, cells) &&
         RangeIsConsistent(column, cells, all, 0);
}

}  // namespace

std::vector<std::string> Describe(const Page& page) {
  std::vector<std::string> lines;
  ForCells(page, [&](const Page::Block& block, const Page::Entry& entry, uint32_t cell, int first_month) {
    std::array<std::optional<Decimal>, kMeasureCount> numbers;
    for (int i = 0; i < kMeasureCount; ++i) {
      numbers[i] = page.Get(cell, entry.product, static_cast<Measure>(i));
    }
    lines.push_back(Line(page.groups()[block.group], page.products()[entry.product], first_month,
                         block.month_count, numbers, page.AttributesOf(cell, entry.product),
                         page.SequenceOf(cell, block.month_count, first_month)));
  });
  return lines;
}

std::vector<std::string> Describe(const CellTable& table) {
  std::vector<std::string> lines;
  for (const PackedCell& cell : table.cells) {
    std::array<std::optional<Decimal>, kMeasureCount> numbers;
    for (int i = 0; i < kMeasureCount; ++i) numbers[i] = table.Get(cell, static_cast<Measure>(i));
    lines.push_back(Line(table.groups[cell.group], cell.product, cell.first_month, cell.month_count, numbers,
                         table.attributes[cell.attributes], cell.sequence));
  }
  return lines;
}

bool IsConsistent(const Page& page) {
  size_t blocks = 0;
  for (uint32_t group = 0; group < page.groups().size(); ++group) {
    for (const Page::Block& block : page.BlocksOf(group)) {
      if (block.group != group) return false;
      ++blocks;
    }
  }
  uint32_t next_cell = 0;
  bool sound = blocks == page.blocks().size();
  const size_t cells =
      ForCells(page, [&](const Page::Block& block, const Page::Entry& entry, uint32_t cell, int first_month) {
        for (int i = 0; i < kMeasureCount; ++i) page.Get(cell, entry.product, static_cast<Measure>(i));
        const int64_t sequence = page.SequenceOf(cell, block.month_count, first_month);
        sound = sound && cell == next_cell++ && sequence >= page.min_sequence() &&
                sequence <= page.max_sequence() &&
                page.AttributesOf(cell, entry.product).status.size() <= page.memory_bytes();
      });
  if (!sound || cells != page.cell_count()) return false;
  for (int i = 0; i < kMeasureCount; ++i) {
    if (!ColumnIsConsistent(page.column(static_cast<Measure>(i)), cells)) return false;
  }
  return page.memory_bytes() > cells;
}

std::string WithChecksum(std::string bytes) {
  using page_layout::kChecksumBytes;
  using page_layout::kHeaderBytes;
  if (bytes.size() < kHeaderBytes) return bytes;
  const uint64_t checksum = XXH3_64bits(bytes.data() + kHeaderBytes, bytes.size() - kHeaderBytes);
  for (size_t i = 0; i < kChecksumBytes; ++i) bytes[1 + i] = static_cast<char>(checksum >> 8 * i);
  return bytes;
}

}  // namespace karvan::statistics
