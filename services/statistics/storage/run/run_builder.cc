#include "services/statistics/storage/run/run_builder.h"

#include <algorithm>

#include "services/platform/status/macros.h"
#include "services/statistics/storage/page/page.h"
#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/run/run_keys.h"

namespace karvan::statistics {
namespace {

bool SameSeries(const PackedCell& a, const PackedCell& b) {
  return a.group == b.group && a.product == b.product;
}

bool SameCell(const PackedCell& a, const PackedCell& b) {
  return SameSeries(a, b) && a.first_month == b.first_month && a.month_count == b.month_count;
}

using Places = absl::Span<const uint32_t>;

// By layers: the first version of a cell is in the first, and so on.
std::vector<std::vector<uint32_t>> Layers(const CellTable& table, Places places) {
  std::vector<std::vector<uint32_t>> layers;
  size_t layer = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    layer = i > 0 && SameCell(table.cells[places[i - 1]], table.cells[places[i]]) ? layer + 1 : 0;
    if (layer == layers.size()) layers.emplace_back();
    layers[layer].push_back(places[i]);
  }
  return layers;
}

// The first place from the middle on at which another cell begins; the end when none does.
size_t Middle(const CellTable& table, Places places) {
  size_t i = places.size() / 2;
  while (i > 0 && i < places.size() && SameCell(table.cells[places[i - 1]], table.cells[places[i]])) ++i;
  return i;
}

PageInfo InfoOf(const CellTable& table, const std::vector<uint32_t>& places) {
  const PackedCell& first = table.cells[places.front()];
  const PackedCell& last = table.cells[places.back()];
  PageInfo info;
  info.first_group = table.groups[first.group];
  info.first_product = first.product;
  info.last_group = table.groups[last.group];
  info.last_product = last.product;
  info.cell_count = static_cast<uint32_t>(places.size());
  info.first_month = first.first_month;
  info.end_month = first.first_month + first.month_count;
  for (uint32_t place : places) {
    const PackedCell& cell = table.cells[place];
    info.first_month = std::min(info.first_month, cell.first_month);
    info.end_month = std::max(info.end_month, cell.first_month + cell.month_count);
  }
  return info;
}

LayerInfo SequencesOf(const CellTable& table, const std::vector<uint32_t>& places) {
  LayerInfo range{table.cells[places[0]].sequence, table.cells[places[0]].sequence};
  for (uint32_t place : places) {
    range.min_sequence = std::min(range.min_sequence, table.cells[place].sequence);
    range.max_sequence = std::max(range.max_sequence, table.cells[place].sequence);
  }
  return range;
}

}  // namespace

absl::Status RunBuilder::Add(const CellTable& table, Places places) {
  size_t first = 0;
  size_t cells = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    const PackedCell& cell = table.cells[places[i]];
    const PackedCell* last = i > 0 ? &table.cells[places[i - 1]] : nullptr;
    if (cells >= kPageCells && !SameSeries(*last, cell)) {
      KARVAN_RETURN_IF_ERROR(WritePage(table, places.subspan(first, i - first)));
      first = i;
      cells = 0;
    }
    if (last == nullptr || !SameCell(*last, cell)) ++cells;
  }
  return places.empty() ? absl::OkStatus() : WritePage(table, places.subspan(first));
}

absl::Status RunBuilder::WritePage(const CellTable& table, Places places) {
  const std::vector<std::vector<uint32_t>> layers = Layers(table, places);
  std::vector<std::string> pages;
  const bool few = layers[0].size() <= page_layout::kMaxCells;
  for (size_t layer = 0; few && layer < layers.size(); ++layer) {
    pages.push_back(EncodePage(table, layers[layer]));
  }
  const bool fit = few && std::all_of(pages.begin(), pages.end(),
                                      [](const std::string& page) { return page.size() <= kMaxPageBytes; });
  const size_t middle = Middle(table, places);
  if (!fit && middle < places.size()) {
    KARVAN_RETURN_IF_ERROR(WritePage(table, places.subspan(0, middle)));
    return WritePage(table, places.subspan(middle));
  }
  cells_ += places.size();
  PageInfo info = InfoOf(table, layers[0]);
  for (size_t layer = 0; layer < layers.size(); ++layer) {
    info.layers.push_back(SequencesOf(table, layers[layer]));
    KARVAN_RETURN_IF_ERROR(Put(PageKey(prefix_, directory_.pages.size(), layer), pages[layer]));
  }
  directory_.pages.push_back(std::move(info));
  return absl::OkStatus();
}

absl::StatusOr<RunDirectory> RunBuilder::Finish() {
  const std::vector<std::string> parts = EncodeDirectory(directory_);
  for (size_t part = 0; part < parts.size(); ++part) {
    KARVAN_RETURN_IF_ERROR(Put(DirectoryKey(prefix_, part), parts[part]));
  }
  KARVAN_RETURN_IF_ERROR(loader_.Seal());
  return std::move(directory_);
}

absl::Status RunBuilder::Put(const std::string& key, const std::string& value) {
  bytes_ += key.size() + value.size();
  return loader_.Add(key, value);
}

}  // namespace karvan::statistics
