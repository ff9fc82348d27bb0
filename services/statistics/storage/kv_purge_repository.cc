#include "services/statistics/storage/kv_purge_repository.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/run_allocation.h"
#include "services/statistics/storage/run_list.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

// Each try meets a fold, a publication or an import that ended meanwhile.
constexpr int kMaxTries = 10;

absl::StatusOr<PurgedCells> CellsOf(const Purge& order) {
  PurgedCells cells;
  const std::optional<GroupKey> group = GroupOf(order.series);
  const std::optional<Code> product = Code::Parse(order.series.product);
  if (!group || !product) return InvalidField("series", "must be a series of codes");
  cells.group = *group;
  cells.product = *product;
  for (const Period& period : order.periods) {
    cells.periods.emplace(period.first_month(), period.month_count());
  }
  return cells;
}

absl::Status CellNotFound(const SeriesKey& series, const Period& period) {
  const std::string cell = absl::StrCat(Describe(series), " ", period.ToString());
  return Error(absl::StatusCode::kNotFound, "CELL_NOT_FOUND",
               absl::StrCat("no run of the dataset holds the cell ", cell, ": nothing was purged"),
               {{"cell", cell}});
}

// The run by which another is replaced; null when it stays.
const PurgedRun* NewRunOf(const std::map<int64_t, PurgedRun>& by_run, int64_t run) {
  const auto at = by_run.find(run);
  return at == by_run.end() ? nullptr : &at->second;
}

// Exchanges the runs that `list` names; those of which nothing is left go.
template <typename Run>
void Exchange(const std::map<int64_t, PurgedRun>& by_run, google::protobuf::RepeatedPtrField<Run>& list) {
  google::protobuf::RepeatedPtrField<Run> left;
  for (Run& run : list) {
    const PurgedRun* by = NewRunOf(by_run, run.run());
    if (by != nullptr && by->run == 0) continue;
    Run& added = *left.Add();
    added = run;
    if (by == nullptr) continue;
    added.set_run(by->run);
    added.set_cell_count(by->cell_count);
  }
  list = std::move(left);
}

}  // namespace

absl::StatusOr<PurgeState> KvPurgeRepository::Create(const Purge& order, const ledger::WriteRequest& request,
                                                     const std::function<absl::Status()>& check_alive) {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(catalog_.store(), order.dataset));
  KARVAN_ASSIGN_OR_RETURN(const PurgedCells cells, CellsOf(order));
  for (int tries = 1;; ++tries) {
    RunPurger purger(catalog_, committer_, cells, check_alive);
    Plan plan;
    const absl::Status prepared = Prepare(order, purger, plan);
    absl::StatusOr<stored::StoredPurge> stored =
        prepared.ok() ? Commit(order, plan, request) : absl::StatusOr<stored::StoredPurge>(prepared);
    const bool done = stored.ok() && stored->old_runs_size() == static_cast<int>(plan.by_run.size()) &&
                      std::all_of(stored->old_runs().begin(), stored->old_runs().end(),
                                  [&](int64_t run) { return plan.by_run.count(run) > 0; });
    // A list that may have been changed may name the new runs.
    if (!done && !kv::IsUnknownOutcome(stored.status())) {
      for (const auto& [old, by] : plan.by_run) purger.Drop(order.dataset, by);
    }
    if (stored.ok()) {
      std::vector<std::string> prefixes;
      for (const auto& [old, by] : plan.by_run) {
        if (done) prefixes.push_back(RunPrefix(order.dataset, old));
      }
      drop_later_(std::move(prefixes));
      KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
      return StateOf(*view, order.dataset, *stored);
    }
    if (ErrorReason(stored.status()) != "CONFLICT" || tries == kMaxTries) return stored.status();
  }
}

absl::Status KvPurgeRepository::Prepare(const Purge& order, RunPurger& purger, Plan& plan) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
  KARVAN_ASSIGN_OR_RETURN(plan.named, ReadNamedRuns(*view, order.dataset));
  view.reset();
  KARVAN_ASSIGN_OR_RETURN(const std::shared_ptr<const DatasetState> state, states_.Get(order.dataset));
  for (const NamedRun& named : plan.named) {
    KARVAN_ASSIGN_OR_RETURN(const OpenRun run,
                            catalog_.Open(RunPrefix(order.dataset, named.run), named.sequence));
    KARVAN_ASSIGN_OR_RETURN(const auto found, purger.Find(run));
    if (found.empty()) continue;
    plan.found.insert(found.begin(), found.end());
    KARVAN_ASSIGN_OR_RETURN(plan.by_run[named.run], purger.WriteWithout(order.dataset, run, state->latest));
  }
  return absl::OkStatus();
}

absl::StatusOr<stored::StoredPurge> KvPurgeRepository::Commit(const Purge& order, const Plan& plan,
                                                              const ledger::WriteRequest& request) {
  auto decide = [&](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    // Here, so that a repeat of the request, which finds no cell any more, gets the first answer.
    for (const Period& period : order.periods) {
      if (plan.found.count({period.first_month(), period.month_count()}) == 0) {
        return CellNotFound(order.series, period);
      }
    }
    KARVAN_ASSIGN_OR_RETURN(const std::vector<NamedRun> named,
                            ReadNamedRuns(transaction.view(), order.dataset));
    if (named != plan.named) return Conflict("the runs of the dataset changed while cells were purged");

    Purge purge = order;
    purge.sequence = transaction.next_sequence();
    purge.purge_time = transaction.now();
    std::set<int64_t> releases;
    for (const NamedRun& run : named) {
      const PurgedRun* by = NewRunOf(plan.by_run, run.run);
      if (by == nullptr) continue;
      if (run.release != 0) {
        releases.insert(run.release);
      } else if (purge.first_sequence == 0 || by->least_sequence < purge.first_sequence) {
        purge.first_sequence = by->least_sequence;
      }
    }
    purge.releases.assign(releases.begin(), releases.end());
    stored::StoredPurge stored = ToStored(purge);
    for (const auto& [old, by] : plan.by_run) {
      stored.add_old_runs(old);
      if (by.run != 0) KARVAN_RETURN_IF_ERROR(ConfirmRun(transaction, order.dataset, by.run));
    }

    stored::StoredPurgedEntry entry;
    entry.set_purge(PurgeName(order.dataset, purge.sequence));
    entry.set_cell_count(static_cast<int32_t>(plan.found.size()));
    KARVAN_RETURN_IF_ERROR(transaction.Append("cells.purged", entry.SerializeAsString()));
    transaction.Put(PurgeKey(order.dataset, purge.sequence), EncodeRecord(stored));
    KARVAN_ASSIGN_OR_RETURN(stored::StoredRunList list, ReadRunList(transaction.view(), order.dataset));
    Exchange(plan.by_run, *list.mutable_runs());
    list.set_purge_count(list.purge_count() + 1);
    transaction.Put(RunListKey(order.dataset), EncodeRecord(list));
    for (int64_t number : releases) {
      KARVAN_ASSIGN_OR_RETURN(stored::StoredRelease release,
                              ReadRelease(transaction.view(), order.dataset, number));
      for (stored::StoredFile& file : *release.mutable_files()) Exchange(plan.by_run, *file.mutable_runs());
      release.clear_validation();  // it counted the cells that are gone
      transaction.Put(ReleaseKey(order.dataset, number), EncodeRecord(release));
    }
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(const std::string answer, committer_.Write(order.dataset, request, decide));
  stored::StoredPurge stored;
  if (!stored.ParseFromString(answer)) return kv::CorruptError("answer of a purge");
  return stored;
}

absl::StatusOr<PurgeState> KvPurgeRepository::Get(absl::string_view dataset, int64_t sequence) const {
  const std::string name = PurgeName(dataset, sequence);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
  KARVAN_ASSIGN_OR_RETURN(std::optional<stored::StoredPurge> stored,
                          ReadRecord<stored::StoredPurge>(*view, PurgeKey(dataset, sequence), name));
  if (!stored) return ResourceNotFound(name);
  return StateOf(*view, dataset, *stored);
}

absl::StatusOr<PurgePage> KvPurgeRepository::List(absl::string_view dataset, int64_t first_sequence,
                                                  int limit) const {
  KARVAN_RETURN_IF_ERROR(CheckDatasetExists(catalog_.store(), dataset));
  kv::Range range = kv::PrefixRange(PurgesPrefix(dataset));
  range.start = std::max(range.start, PurgeKey(dataset, first_sequence));
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
  PurgePage page;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch,
                            view->Scan(range, {.limit = static_cast<size_t>(limit) + 1}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredPurge stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a purge of ", dataset), stored));
      if (static_cast<int>(page.purges.size()) == limit) {
        page.next_sequence = stored.sequence();
        return page;
      }
      KARVAN_ASSIGN_OR_RETURN(PurgeState state, StateOf(*view, dataset, stored));
      page.purges.push_back(std::move(state));
    }
    if (!batch.resume_key) return page;
    range.start = *batch.resume_key;
  }
}

absl::StatusOr<PurgeState> KvPurgeRepository::StateOf(kv::View& view, absl::string_view dataset,
                                                      const stored::StoredPurge& stored) const {
  PurgeState state{FromStored(stored, dataset), true};
  for (int64_t run : stored.old_runs()) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch left,
                            view.Scan(kv::PrefixRange(RunPrefix(dataset, run)), {.limit = 1}));
    if (!left.rows.empty()) state.erased = false;
  }
  return state;
}

}  // namespace karvan::statistics
