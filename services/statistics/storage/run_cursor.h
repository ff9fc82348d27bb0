#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/statistics/domain/observation.h"
#include "services/statistics/domain/observation_filter.h"
#include "services/statistics/storage/keys.h"

namespace karvan::statistics {

// Scans a store for as long as it takes: runs never change, so that a view that has expired is replaced by a
// new one without a difference. `check_alive` is asked before each scan, and its error ends the reading.
class PageReader {
 public:
  PageReader(kv::Store& store, std::function<absl::Status()> check_alive)
      : store_(store), check_alive_(std::move(check_alive)) {}

  absl::StatusOr<kv::ScanBatch> Scan(const kv::Range& range, const kv::ScanOptions& options);

 private:
  kv::Store& store_;
  std::function<absl::Status()> check_alive_;
  std::unique_ptr<kv::View> view_;
};

// Reads, in order, the cells of one class of one run that match a filter. The reader and the filter outlive
// it.
class RunCursor {
 public:
  // From the cell of key `position` on; empty is from the first.
  RunCursor(PageReader& reader, absl::string_view dataset, int64_t run, CellClass cell_class,
            const ObservationFilter& filter, absl::string_view position);

  // Moves to the next cell; the first call to the first. CORRUPT names dataset, run and page.
  absl::Status Next();

  // True when Next found no further cell.
  bool done() const { return done_; }

  // The cell; only when not done.
  const Observation& cell() const { return cells_[at_]; }

 private:
  absl::Status Start();
  absl::Status LoadPage();
  absl::Status LoadBatch();
  absl::Status TakePage(const kv::Row& row);

  PageReader& reader_;
  const std::string dataset_;
  const int64_t run_;
  const std::string class_prefix_;
  const ObservationFilter& filter_;
  std::string position_;  // empty once it was passed

  bool started_ = false;
  bool done_ = false;
  std::vector<kv::Range> ranges_;  // still to scan, the next one last
  std::vector<kv::Row> batch_;
  size_t next_row_ = 0;
  std::vector<Observation> cells_;  // of the page at hand
  size_t at_ = 0;
};

}  // namespace karvan::statistics
