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

absl::StatusOr<History> ReadHistory(kv::View& view, absl::string_view dataset) {
  std::vector<Publication> publications;
  kv::Range range = kv::PrefixRange(PublicationsPrefix(dataset));
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view.Scan(range, {}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredPublication stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, absl::StrCat("a publication of ", dataset), stored));
      publications.push_back(FromStored(stored));
    }
    if (!batch.resume_key) return History(std::move(publications));
    range.start = *batch.resume_key;
  }
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
  KARVAN_ASSIGN_OR_RETURN(History history, ReadHistory(view, dataset));
  const int64_t count = static_cast<int64_t>(history.publications().size());
  if (count != list.publication_count()) {
    // A lost row would silently show figures that were replaced long ago.
    return kv::CorruptError(absl::StrCat("the run list of ", dataset, " counts ", list.publication_count(),
                                         " publications, but the rows of ", count, " are there"));
  }
  std::vector<OpenRun> runs;
  for (const stored::StoredRun& stored : list.runs()) {
    if (stored.sequence() > history.latest()) {
      return kv::CorruptError(absl::StrCat("the runs of ", dataset, " name publication ", stored.sequence(),
                                           ", but the last one that is there is ", history.latest()));
    }
    KARVAN_ASSIGN_OR_RETURN(OpenRun run, catalog_.Open(RunPrefix(dataset, stored.run()), stored.sequence()));
    runs.push_back(std::move(run));
  }
  return std::make_shared<const DatasetState>(std::move(history), std::move(runs));
}

}  // namespace karvan::statistics
