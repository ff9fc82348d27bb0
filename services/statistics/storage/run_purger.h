#pragma once

#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/domain/group_key.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// Cells of one series, as the store looks for them.
struct PurgedCells {
  GroupKey group;
  Code product;
  std::set<std::pair<int, int>> periods;  // first month, months
};

// A run that was written anew without some cells. Nothing names it yet.
struct PurgedRun {
  int64_t run = 0;             // 0 when no cell was left: there is no run then
  int64_t cell_count = 0;      // versions of cells
  int64_t least_sequence = 0;  // of the versions that were left out
};

// Finds cells in runs, and writes runs anew without them; runs that were there before its first call. One
// thread at a time; the arguments outlive it.
class RunPurger {
 public:
  RunPurger(RunCatalog& catalog, ledger::Committer& committer, const PurgedCells& cells,
            std::function<absl::Status()> check_alive)
      : catalog_(catalog), committer_(committer), cells_(cells), reader_(catalog, std::move(check_alive)) {}

  // Which of the cells' periods the run holds, in any version.
  absl::StatusOr<std::set<std::pair<int, int>>> Find(const OpenRun& run);

  // Writes the run anew. `versions` ranks the publications of its cells. What fails leaves nothing behind, or
  // what CleanOrphans drops.
  absl::StatusOr<PurgedRun> WriteWithout(absl::string_view dataset, const OpenRun& run,
                                         const Visibility& versions);

  // Drops what WriteWithout wrote.
  void Drop(absl::string_view dataset, const PurgedRun& run);

 private:
  RunCatalog& catalog_;
  ledger::Committer& committer_;
  const PurgedCells& cells_;
  RunReader reader_;
};

}  // namespace karvan::statistics
