#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/domain/planned_release.h"

namespace karvan::statistics {

struct PlannedReleasePage {
  std::vector<PlannedRelease> planned_releases;
  std::string next_id;  // where the next page begins; empty at the end
};

// The planned releases of all datasets, in the domains of their datasets. Whether one came is looked up in
// the releases that name it, so that to publish a release writes nothing here. Thread-safe; the arguments
// outlive it. Every method may give RESOURCE_NOT_FOUND; beside the errors named there are those of the store.
class ScheduleRepository {
 public:
  ScheduleRepository(kv::Store& store, ledger::Committer& committer) : store_(store), committer_(committer) {}

  // Creates `planned`, with its first date. RESOURCE_EXISTS, REQUEST_ID_REUSED.
  absl::StatusOr<PlannedRelease> Create(const PlannedRelease& planned, const ledger::WriteRequest& request);

  absl::StatusOr<PlannedRelease> Get(absl::string_view dataset, absl::string_view id) const;

  // The planned releases of a dataset from `first_id` on, at most `limit`.
  absl::StatusOr<PlannedReleasePage> List(absl::string_view dataset, absl::string_view first_id,
                                          int limit) const;

  // `etag` may be empty. ETAG_MISMATCH, REQUEST_ID_REUSED; errors of Apply.
  absl::StatusOr<PlannedRelease> Update(absl::string_view dataset, absl::string_view id,
                                        absl::string_view etag, const PlannedReleaseChange& change,
                                        const ledger::WriteRequest& request);

  // PLANNED_RELEASE_IN_USE, ETAG_MISMATCH, REQUEST_ID_REUSED.
  absl::Status Delete(absl::string_view dataset, absl::string_view id, absl::string_view etag,
                      const ledger::WriteRequest& request);

 private:
  kv::Store& store_;
  ledger::Committer& committer_;
};

// To be part of the commit that creates a release which names a planned one. RESOURCE_NOT_FOUND.
absl::Status TieToPlan(ledger::Transaction& transaction, absl::string_view dataset, absl::string_view id,
                       int64_t release);

}  // namespace karvan::statistics
