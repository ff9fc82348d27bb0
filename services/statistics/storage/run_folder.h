#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/run/run_reader.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Folds runs of datasets into fewer, so that reading does not slow down with the number of releases. What
// queries see stays the same at every snapshot. Thread-safe; all arguments outlive it.
class RunFolder {
 public:
  // `check_alive` is asked while runs are read, and its error ends a fold.
  RunFolder(RunCatalog& catalog, ledger::Committer& committer, std::function<absl::Status()> check_alive)
      : catalog_(catalog), committer_(committer), states_(catalog), check_alive_(std::move(check_alive)) {}

  // Folds as PlanFold says. Gives the prefixes of the runs that nothing names any more: readers may still
  // hold them, so they are to be dropped a while later. Empty when nothing was to fold. CONFLICT when the
  // runs changed meanwhile; whatever fails leaves everything as it was.
  absl::StatusOr<std::vector<std::string>> Fold(absl::string_view dataset);

 private:
  absl::StatusOr<uint64_t> WriteFolded(absl::string_view prefix, const std::vector<OpenRun>& runs,
                                       const Visibility& versions);
  absl::Status Replace(absl::string_view dataset, const std::vector<stored::StoredRun>& folded,
                       const stored::StoredRun& by);

  RunCatalog& catalog_;
  ledger::Committer& committer_;
  DatasetStates states_;
  std::function<absl::Status()> check_alive_;
};

}  // namespace karvan::statistics
