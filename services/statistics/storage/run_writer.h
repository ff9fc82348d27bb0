#pragma once

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Writes the cells of a run, in order, as pages: each of one reporter, flow and partner, below 32 KiB.
class RunWriter {
 public:
  // A page is closed when its cells reach this size; a cell is far smaller than the rest of the 32 KiB.
  static constexpr size_t kTargetPageBytes = 24 << 10;

  // `loader` loads below the prefix of the run; it outlives this.
  RunWriter(std::string dataset, int64_t run, kv::BulkLoader& loader)
      : dataset_(std::move(dataset)), run_(run), loader_(loader) {}

  // The next cell, by ascending class and cell key; `stored_cell` is a serialised StoredCell.
  absl::Status Add(CellClass cell_class, absl::string_view cell_key, absl::string_view stored_cell);

  // Closes the last page and makes the run durable.
  absl::Status Finish();

 private:
  absl::Status StartSeries(CellClass cell_class, absl::string_view cell_key);
  absl::Status ClosePage();

  const std::string dataset_;
  const int64_t run_;
  kv::BulkLoader& loader_;
  std::string page_key_;  // empty when no page is open
  stored::StoredPage page_;
  size_t page_bytes_ = 0;
  CellClass class_ = CellClass::kTotal;
  SeriesKey series_;
  std::string series_bytes_;  // the part of the cell key that names the series
};

}  // namespace karvan::statistics
