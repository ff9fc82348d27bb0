#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/ledger/write_request.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/release_import.h"

namespace karvan::statistics {

struct ReleasePage {
  std::vector<Release> releases;
  int64_t next_number = 0;  // where the next page begins; 0 at the end
};

// The releases of all datasets. Thread-safe. Every method that names a release or a dataset may give
// RESOURCE_NOT_FOUND; beside the errors named there are those of the store.
class ReleaseRepository {
 public:
  virtual ~ReleaseRepository() = default;

  // Creates a draft of `draft.dataset` under the next number: finality, revision_reason, description,
  // published_at and planned_release are taken. REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> Create(const Release& draft, const ledger::WriteRequest& request) = 0;

  virtual absl::StatusOr<Release> Get(absl::string_view dataset, int64_t number) const = 0;

  // The releases from `first_number` on, at most `limit`.
  virtual absl::StatusOr<ReleasePage> List(absl::string_view dataset, int64_t first_number,
                                           int limit) const = 0;

  // Begins to import a file into a draft. RELEASE_STATE.
  virtual absl::StatusOr<std::unique_ptr<ReleaseImport>> BeginImport(absl::string_view dataset,
                                                                     int64_t number) = 0;

  // Makes a draft visible under the next sequence, in one commit. `published_at` replaces the draft's own; by
  // default now. `etag` may be empty. RELEASE_STATE, RELEASE_HAS_PROBLEMS, RELEASE_EMPTY, INVALID_FIELD when
  // published_at lies in the future, ETAG_MISMATCH, REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> Publish(absl::string_view dataset, int64_t number,
                                          std::optional<absl::Time> published_at, absl::string_view etag,
                                          const ledger::WriteRequest& request) = 0;

  // Gives a draft up and drops its observations. RELEASE_STATE, ETAG_MISMATCH, REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> Abandon(absl::string_view dataset, int64_t number, absl::string_view etag,
                                          const ledger::WriteRequest& request) = 0;
};

}  // namespace karvan::statistics
