#include "services/statistics/storage/row_sorter.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/statistics/storage/cell_codec.h"

namespace karvan::statistics {
namespace {

constexpr size_t kBlockBytes = 1 << 20;

std::string SortKey(const Observation& cell) {
  return absl::StrCat(std::string(1, static_cast<char>(ClassOf(cell.series))), CellKey(cell));
}

bool Before(const RowSorter::Row& a, const RowSorter::Row& b) {
  return std::tie(a.key, a.line) < std::tie(b.key, b.line);
}

}  // namespace

void RowSorter::Add(int64_t line, const Observation& observation) {
  Row row;
  row.key = Keep(SortKey(observation));
  row.cell = Keep(EncodeCell(observation.period, observation.measures).SerializeAsString());
  row.line = line;
  rows_.push_back(row);
}

void RowSorter::Sort() { std::sort(rows_.begin(), rows_.end(), Before); }

std::optional<size_t> RowSorter::Find(const Observation& cell) const {
  const std::string key = SortKey(cell);
  auto found = std::lower_bound(rows_.begin(), rows_.end(), key,
                                [](const Row& row, const std::string& key) { return row.key < key; });
  if (found == rows_.end() || found->key != key) return std::nullopt;
  return found - rows_.begin();
}

absl::string_view RowSorter::Keep(absl::string_view bytes) {
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < bytes.size()) {
    blocks_.emplace_back();
    blocks_.back().reserve(std::max(kBlockBytes, bytes.size()));
  }
  std::string& block = blocks_.back();
  const size_t start = block.size();
  block.append(bytes.data(), bytes.size());
  return absl::string_view(block).substr(start);
}

}  // namespace karvan::statistics
