#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/sync/mutex.h"
#include "services/statistics/domain/dataset_description.h"
#include "services/statistics/storage/dataset_state.h"
#include "services/statistics/storage/run/run_reader.h"

namespace karvan::statistics {

// Describes a state by reading every page of its runs once: some tenths of a second for ten million cells, in
// memory of a group of series at a time.
absl::StatusOr<DatasetDescription> DescribeState(const DatasetState& state, kv::Store& store,
                                                 RunReader& reader);

// The last description of each dataset: states are immutable, so that one holds until there is another state.
// Thread-safe. Callers that ask at once for one that is not there yet each make it.
class Descriptions {
 public:
  absl::StatusOr<std::shared_ptr<const DatasetDescription>> Get(
      absl::string_view dataset, const std::shared_ptr<const DatasetState>& state,
      const std::function<absl::StatusOr<DatasetDescription>()>& describe);

 private:
  struct Known {
    std::weak_ptr<const DatasetState> state;
    std::shared_ptr<const DatasetDescription> description;
  };

  Mutex mutex_;
  absl::flat_hash_map<std::string, Known> known_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::statistics
