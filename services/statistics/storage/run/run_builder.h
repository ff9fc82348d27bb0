#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/platform/kv/store.h"
#include "services/statistics/storage/page/cell_table.h"
#include "services/statistics/storage/run/run_directory.h"

namespace karvan::statistics {

// Writes a run page by page, through a bulk load of its own.
class RunBuilder {
 public:
  // Cells in a page, about: some 30 KiB.
  static constexpr size_t kPageCells = 4'500;
  // A page is a row of the store. Numbers of 38 digits could make one larger: it is then cut in two.
  static constexpr size_t kMaxPageBytes = 60 << 10;

  // `loader` loads below `prefix`, and outlives this.
  RunBuilder(std::string prefix, kv::BulkLoader& loader) : prefix_(std::move(prefix)), loader_(loader) {}

  // Adds cells that stand behind all cells added before. `places` are in the order of a run; several versions
  // of one cell follow each other, the newest first.
  absl::Status Add(const CellTable& table, absl::Span<const uint32_t> places);

  // Writes the directory, and makes the run durable.
  absl::StatusOr<RunDirectory> Finish();

  // Written so far; cells in every version.
  uint64_t cells() const { return cells_; }
  uint64_t bytes() const { return bytes_; }

 private:
  absl::Status WritePage(const CellTable& table, absl::Span<const uint32_t> places);
  absl::Status Put(const std::string& key, const std::string& value);

  const std::string prefix_;
  kv::BulkLoader& loader_;
  RunDirectory directory_;
  uint64_t cells_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace karvan::statistics
