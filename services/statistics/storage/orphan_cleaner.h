#pragma once

#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/process_lease.h"

namespace karvan::statistics {

// Drops the runs that nothing names and nothing will name, while other processes write to the store:
// - those that a process allocated and that is gone (ProcessLease). Their allocation is removed by a commit
//   first, under the epoch of this process, and a run is named only in a commit that finds its allocation: so
//   a process that was wrongly taken for gone fails to name the run, and never names one that was dropped;
// - those that are not allocated any more, as after a fold or an abandoned release, once this process has
// seen
//   them so for `readers_lease`: until then a query of another process may read them.
// One thread at a time.
class OrphanCleaner {
 public:
  // No reading of one batch of answers takes so long.
  static constexpr absl::Duration kReadersLease = absl::Minutes(2);

  // The arguments outlive it.
  OrphanCleaner(kv::Store& store, ledger::Committer& committer, ProcessLease& lease,
                absl::Duration readers_lease = kReadersLease)
      : store_(store), committer_(committer), lease_(lease), readers_lease_(readers_lease) {}

  // Cleans a dataset once; to be repeated. Errors of the store.
  absl::Status Clean(absl::string_view dataset);

 private:
  // Of the runs, those that were allocated by processes that are gone.
  absl::StatusOr<std::set<int64_t>> LeftByOthers(const std::map<int64_t, std::string>& owners);
  absl::Status DropLeft(absl::string_view dataset, const std::set<int64_t>& left);
  absl::Status DropUnnamed(absl::string_view dataset, const std::set<int64_t>& unnamed);

  kv::Store& store_;
  ledger::Committer& committer_;
  ProcessLease& lease_;
  const absl::Duration readers_lease_;
  std::map<std::string, std::map<int64_t, absl::Time>> unnamed_;  // dataset, run: seen first, steady time
};

}  // namespace karvan::statistics
