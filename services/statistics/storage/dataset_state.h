#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/domain/purge.h"
#include "services/statistics/domain/visibility.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// What queries of a dataset read, as of one commit. Immutable.
struct DatasetState {
  DatasetState(History all, std::vector<OpenRun> runs, std::vector<Purge> purges = {})
      : history(std::move(all)),
        runs(std::move(runs)),
        purges(std::move(purges)),
        latest(history.publications(), history.latest()) {}
  DatasetState(const DatasetState&) = delete;
  DatasetState& operator=(const DatasetState&) = delete;

  const History history;
  const std::vector<OpenRun> runs;
  const std::vector<Purge> purges;  // a snapshot from before one may not be shown: see CheckNotPurged
  const Visibility latest;          // of all that was published
};

// The states of the datasets of a store. One that was read is kept, and asked for again after every commit
// that changed it, of whatever process: a Get sees what was committed before it. Thread-safe; the catalog
// outlives it.
class DatasetStates {
 public:
  explicit DatasetStates(RunCatalog& catalog) : catalog_(catalog) {}

  // RESOURCE_NOT_FOUND; CORRUPT.
  absl::StatusOr<std::shared_ptr<const DatasetState>> Get(absl::string_view dataset);

 private:
  struct Known {
    kv::RowVersion version = 0;  // of the run list
    std::shared_ptr<const DatasetState> state;
  };

  absl::StatusOr<bool> HasChanged(absl::string_view dataset, kv::RowVersion since) const;
  absl::StatusOr<std::shared_ptr<const DatasetState>> Load(kv::View& view, absl::string_view dataset);

  RunCatalog& catalog_;
  Mutex mutex_;
  absl::flat_hash_map<std::string, Known> known_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::statistics
