#include "services/statistics/storage/run_folder.h"

#include <algorithm>

#include "absl/cleanup/cleanup.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/fold_plan.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/run/run_builder.h"
#include "services/statistics/storage/run/run_merger.h"
#include "services/statistics/storage/run_allocation.h"
#include "services/statistics/storage/run_list.h"

namespace karvan::statistics {

absl::StatusOr<std::vector<std::string>> RunFolder::Fold(absl::string_view dataset) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRunList list, ReadRunList(*view, dataset));
  view.reset();
  std::vector<int64_t> sizes;
  for (const stored::StoredRun& run : list.runs()) sizes.push_back(run.cell_count());
  const auto [first, end] = PlanFold(sizes);
  if (first == end) return std::vector<std::string>();

  const std::vector<stored::StoredRun> folded(list.runs().begin() + static_cast<int>(first),
                                              list.runs().begin() + static_cast<int>(end));
  std::vector<OpenRun> runs;
  for (const stored::StoredRun& run : folded) {
    KARVAN_ASSIGN_OR_RETURN(OpenRun open, catalog_.Open(RunPrefix(dataset, run.run()), run.sequence()));
    runs.push_back(std::move(open));
  }
  KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const DatasetState> state, states_.Get(dataset));
  KARVAN_ASSIGN_OR_RETURN(const int64_t number, AllocateRun(committer_, dataset));
  const std::string prefix = RunPrefix(dataset, number);
  absl::Cleanup drop = [&] {
    // What cannot be dropped now, OrphanCleaner drops later.
    catalog_.Forget(prefix);
    if (catalog_.store().DropPrefix(prefix).ok()) GiveUpRuns(committer_, dataset, {number}).IgnoreError();
  };
  KARVAN_ASSIGN_OR_RETURN(const uint64_t cells, WriteFolded(prefix, runs, state->latest));
  stored::StoredRun by;
  by.set_run(number);
  by.set_cell_count(static_cast<int64_t>(cells));
  const absl::Status replaced = Replace(dataset, folded, by);
  // A list that may have been changed may name the new run.
  if (replaced.ok() || kv::IsUnknownOutcome(replaced)) std::move(drop).Cancel();
  KARVAN_RETURN_IF_ERROR(replaced);
  std::vector<std::string> prefixes;
  for (const OpenRun& run : runs) prefixes.push_back(run.prefix);
  return prefixes;
}

absl::StatusOr<uint64_t> RunFolder::WriteFolded(absl::string_view prefix, const std::vector<OpenRun>& runs,
                                                const Visibility& versions) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::BulkLoader> loader, catalog_.store().BulkLoad(prefix));
  RunBuilder builder(std::string(prefix), *loader);
  RunReader reader(catalog_, check_alive_, RunReader::Keep::kNothing);
  KARVAN_RETURN_IF_ERROR(MergeRuns(runs, versions, reader, builder));
  KARVAN_RETURN_IF_ERROR(builder.Finish().status());
  return builder.cells();
}

absl::Status RunFolder::Replace(absl::string_view dataset, const std::vector<stored::StoredRun>& folded,
                                const stored::StoredRun& by) {
  auto same_run = [](const stored::StoredRun& a, const stored::StoredRun& b) { return a.run() == b.run(); };
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    KARVAN_ASSIGN_OR_RETURN(stored::StoredRunList list, ReadRunList(transaction.view(), dataset));
    // Others may have been published behind them, but they must still stand there.
    const auto at =
        std::search(list.runs().begin(), list.runs().end(), folded.begin(), folded.end(), same_run);
    if (at == list.runs().end()) return Conflict("the runs were changed while they were folded");
    KARVAN_RETURN_IF_ERROR(ConfirmRun(transaction, dataset, by.run()));
    *list.mutable_runs(static_cast<int>(at - list.runs().begin())) = by;
    const int second = static_cast<int>(at - list.runs().begin()) + 1;
    list.mutable_runs()->DeleteSubrange(second, static_cast<int>(folded.size()) - 1);
    transaction.Put(RunListKey(dataset), EncodeRecord(list));
    return std::string();
  };
  return committer_.Write(dataset, ledger::WriteRequest(), decide).status();
}

}  // namespace karvan::statistics
