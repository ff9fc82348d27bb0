#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// More is not compared: see ValidationReport.truncated.
inline constexpr int64_t kMaxComparedCells = 2'000'000;   // of a release
inline constexpr int64_t kMaxReplacedCells = 20'000'000;  // of a scope

// Reads the runs of a release that is not published yet. `check_alive` is asked in between, and its error is
// returned. The catalog outlives it.
class ReleaseComparison {
 public:
  ReleaseComparison(RunCatalog& catalog, absl::Span<const OpenRun> runs,
                    std::function<absl::Status()> check_alive)
      : catalog_(catalog), runs_(runs), check_alive_(std::move(check_alive)) {}

  // Whether the release, which replaces a scope, gives no cell outside of it. FAILED_PRECONDITION:
  // RELEASE_OUTSIDE_SCOPE, naming the first.
  absl::Status CheckScope(const Release& release);

  // How the release compares with what is seen, were it published as `publication`, whose sequence does not
  // matter. Snapshot and time of the report are left to the caller.
  absl::StatusOr<ValidationReport> Compare(const DatasetState& state, const Publication& publication);

 private:
  RunCatalog& catalog_;
  absl::Span<const OpenRun> runs_;
  std::function<absl::Status()> check_alive_;
};

}  // namespace karvan::statistics
