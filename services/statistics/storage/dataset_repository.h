#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/write_request.h"
#include "services/statistics/domain/dataset.h"

namespace karvan::statistics {

struct DatasetPage {
  std::vector<Dataset> datasets;
  std::string next_id;  // where the next page begins; empty at the end
};

// The catalogue of datasets. Thread-safe. Beside the errors named: those of the store.
class DatasetRepository {
 public:
  virtual ~DatasetRepository() = default;

  // Creates a dataset, which was checked; its create_time and etag are set here. RESOURCE_EXISTS,
  // REQUEST_ID_REUSED.
  virtual absl::StatusOr<Dataset> Create(const Dataset& dataset, const ledger::WriteRequest& request) = 0;

  // RESOURCE_NOT_FOUND.
  virtual absl::StatusOr<Dataset> Get(absl::string_view id) const = 0;

  // The datasets in the order of their ids, from `first_id` on (empty: from the first), at most `limit`.
  virtual absl::StatusOr<DatasetPage> List(absl::string_view first_id, int limit) const = 0;
};

}  // namespace karvan::statistics
