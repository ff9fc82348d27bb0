#include "services/statistics/storage/dataset_state.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/run_list.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

// Each try meets a fold that ended meanwhile, and folds take longer than tries.
constexpr int kMaxTries = 10;

// Calls `take` with each decoded record of a range.
template <typename Message, typename Take>
absl::Status ForEachRecord(kv::View& view, const std::string& prefix, const std::string& what, Take take) {
  kv::Range range = kv::PrefixRange(prefix);
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view.Scan(range, {}));
    for (const kv::Row& row : batch.rows) {
      Message stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, what, stored));
      take(stored);
    }
    if (!batch.resume_key) return absl::OkStatus();
    range.start = *batch.resume_key;
  }
}

// A lost row would silently show figures that were replaced long ago, or hide that some were purged.
absl::Status CheckCount(absl::string_view dataset, absl::string_view what, int64_t listed, int64_t found) {
  if (listed == found) return absl::OkStatus();
  return kv::CorruptError(absl::StrCat("the run list of ", dataset, " counts ", listed, " ", what,
                                       ", but the rows of ", found, " are there"));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const DatasetState>> DatasetStates::Get(absl::string_view dataset) {
  for (int tries = 1;; ++tries) {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
    KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> runs, view->Get(RunListKey(dataset)));
    if (!runs) {
      KARVAN_RETURN_IF_ERROR(CheckDatasetExists(catalog_.store(), dataset));
      return std::make_shared<const DatasetState>(History(), std::vector<OpenRun>());
    }
    {
      MutexLock lock(&mutex_);
      const auto at = known_.find(dataset);
      if (at != known_.end() && at->second.version == runs->version) return at->second.state;
    }
    absl::StatusOr<std::shared_ptr<const DatasetState>> state = Load(*view, dataset);
    if (!state.ok()) {
      // A run that was folded away meanwhile is gone rightly: the list is another one then.
      KARVAN_ASSIGN_OR_RETURN(const bool changed, HasChanged(dataset, runs->version));
      if (kv::IsCorrupt(state.status()) && changed && tries < kMaxTries) continue;
      return state.status();
    }
    MutexLock lock(&mutex_);
    known_[std::string(dataset)] = {runs->version, *state};
    return state;
  }
}

absl::StatusOr<bool> DatasetStates::HasChanged(absl::string_view dataset, kv::RowVersion since) const {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, catalog_.store().OpenView());
  KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> runs, view->Get(RunListKey(dataset)));
  return !runs || runs->version != since;
}

absl::StatusOr<std::shared_ptr<const DatasetState>> DatasetStates::Load(kv::View& view,
                                                                        absl::string_view dataset) {
  KARVAN_ASSIGN_OR_RETURN(const stored::StoredRunList list, ReadRunList(view, dataset));
  std::vector<Publication> publications;
  int64_t retractions = 0;
  KARVAN_RETURN_IF_ERROR(ForEachRecord<stored::StoredPublication>(
      view, PublicationsPrefix(dataset), absl::StrCat("a publication of ", dataset),
      [&](const stored::StoredPublication& stored) {
        publications.push_back(FromStored(stored));
        if (stored.retraction() != 0) ++retractions;
      }));
  std::vector<Purge> purges;
  std::vector<Event> purge_events;
  KARVAN_RETURN_IF_ERROR(ForEachRecord<stored::StoredPurge>(
      view, PurgesPrefix(dataset), absl::StrCat("a purge of ", dataset),
      [&](const stored::StoredPurge& stored) {
        purges.push_back(FromStored(stored, dataset));
        purge_events.push_back({purges.back().sequence, purges.back().purge_time});
      }));
  KARVAN_RETURN_IF_ERROR(CheckCount(dataset, "publications", list.publication_count(),
                                    static_cast<int64_t>(publications.size())));
  KARVAN_RETURN_IF_ERROR(CheckCount(dataset, "retractions", list.retraction_count(), retractions));
  KARVAN_RETURN_IF_ERROR(
      CheckCount(dataset, "purges", list.purge_count(), static_cast<int64_t>(purges.size())));
  History history(std::move(publications), std::move(purge_events));
  std::vector<OpenRun> runs;
  for (const stored::StoredRun& stored : list.runs()) {
    if (stored.sequence() > history.latest()) {
      return kv::CorruptError(absl::StrCat("the runs of ", dataset, " name publication ", stored.sequence(),
                                           ", but the last one that is there is ", history.latest()));
    }
    KARVAN_ASSIGN_OR_RETURN(OpenRun run, catalog_.Open(RunPrefix(dataset, stored.run()), stored.sequence()));
    runs.push_back(std::move(run));
  }
  return std::make_shared<const DatasetState>(std::move(history), std::move(runs), std::move(purges));
}

}  // namespace karvan::statistics
