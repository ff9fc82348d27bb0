#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/named_runs.h"
#include "services/statistics/storage/purge_repository.h"
#include "services/statistics/storage/run_purger.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {

// Writes the runs that hold a cell anew without it, and exchanges all of them in one commit. The arguments
// outlive it.
class KvPurgeRepository final : public PurgeRepository {
 public:
  // `drop_later` gets the prefixes of runs that nothing names any more: readers may still hold them.
  KvPurgeRepository(RunCatalog& catalog, ledger::Committer& committer,
                    std::function<void(std::vector<std::string>)> drop_later)
      : catalog_(catalog), committer_(committer), states_(catalog), drop_later_(std::move(drop_later)) {}

  absl::StatusOr<PurgeState> Create(const Purge& order, const ledger::WriteRequest& request,
                                    const std::function<absl::Status()>& check_alive) override;
  absl::StatusOr<PurgeState> Get(absl::string_view dataset, int64_t sequence) const override;
  absl::StatusOr<PurgePage> List(absl::string_view dataset, int64_t first_sequence, int limit) const override;

 private:
  // What is to be exchanged.
  struct Plan {
    std::vector<NamedRun> named;          // all runs, as they were found
    std::map<int64_t, PurgedRun> by_run;  // the new one of each that held a cell
    std::set<std::pair<int, int>> found;  // periods that some run holds
  };

  absl::Status Prepare(const Purge& order, RunPurger& purger, Plan& plan);
  absl::StatusOr<stored::StoredPurge> Commit(const Purge& order, const Plan& plan,
                                             const ledger::WriteRequest& request);
  absl::StatusOr<PurgeState> StateOf(kv::View& view, absl::string_view dataset,
                                     const stored::StoredPurge& stored) const;

  RunCatalog& catalog_;
  ledger::Committer& committer_;
  DatasetStates states_;
  std::function<void(std::vector<std::string>)> drop_later_;
};

}  // namespace karvan::statistics
