#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/write_request.h"
#include "services/statistics/domain/purge.h"

namespace karvan::statistics {

struct PurgeState {
  Purge purge;
  bool erased = false;  // the runs that held the cells are gone from the store
};

struct PurgePage {
  std::vector<PurgeState> purges;
  int64_t next_sequence = 0;  // where the next page begins; 0 at the end
};

// The purges of all datasets. Thread-safe. Every method may give RESOURCE_NOT_FOUND, and the errors of the
// store.
class PurgeRepository {
 public:
  virtual ~PurgeRepository() = default;

  // Destroys every version of cells: `order` names dataset, series, periods and reason. `check_alive` is
  // asked in between, and its error ends it without effect. CELL_NOT_FOUND; CONFLICT when the runs of the
  // dataset kept changing meanwhile; REQUEST_ID_REUSED.
  virtual absl::StatusOr<PurgeState> Create(const Purge& order, const ledger::WriteRequest& request,
                                            const std::function<absl::Status()>& check_alive) = 0;

  virtual absl::StatusOr<PurgeState> Get(absl::string_view dataset, int64_t sequence) const = 0;

  // The purges from `first_sequence` on, at most `limit`.
  virtual absl::StatusOr<PurgePage> List(absl::string_view dataset, int64_t first_sequence,
                                         int limit) const = 0;
};

}  // namespace karvan::statistics
