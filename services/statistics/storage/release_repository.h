#pragma once

#include <functional>
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

// That a release waits for its embargo to end.
struct PendingEmbargo {
  int64_t number = 0;  // of the release
  absl::Time time;
};

// The releases of all datasets. Thread-safe. Every method that names a release or a dataset may give
// RESOURCE_NOT_FOUND; beside the errors named there are those of the store.
class ReleaseRepository {
 public:
  virtual ~ReleaseRepository() = default;

  // Creates a draft of `draft.dataset` under the next number: finality, revision_reason, description,
  // published_at, planned_release, mode, scope and allow_empty are taken. REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> Create(const Release& draft, const ledger::WriteRequest& request) = 0;

  virtual absl::StatusOr<Release> Get(absl::string_view dataset, int64_t number) const = 0;

  // The releases from `first_number` on, at most `limit`.
  virtual absl::StatusOr<ReleasePage> List(absl::string_view dataset, int64_t first_number,
                                           int limit) const = 0;

  // Begins to import a file into a draft. RELEASE_STATE.
  virtual absl::StatusOr<std::unique_ptr<ReleaseImport>> BeginImport(absl::string_view dataset,
                                                                     int64_t number) = 0;

  // Makes a release VALIDATED, with a report. `check_alive` is asked in between, and its error is returned.
  // RELEASE_STATE, RELEASE_HAS_PROBLEMS, RELEASE_EMPTY, RELEASE_OUTSIDE_SCOPE, REVISION_REASON_MISSING,
  // CONFLICT when the release changed meanwhile, ETAG_MISMATCH, REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> Validate(absl::string_view dataset, int64_t number, absl::string_view etag,
                                           const ledger::WriteRequest& request,
                                           const std::function<absl::Status()>& check_alive) = 0;

  // Makes a release visible under the next sequence, in one commit; under an embargo or not. `published_at`
  // replaces the release's own; by default now. `etag` may be empty. The errors of Validate; INVALID_FIELD
  // when published_at lies in the future; CONFLICT when what is seen kept changing meanwhile.
  virtual absl::StatusOr<Release> Publish(absl::string_view dataset, int64_t number,
                                          std::optional<absl::Time> published_at, absl::string_view etag,
                                          const ledger::WriteRequest& request) = 0;

  // Makes a release EMBARGOED, to be published at that time; `published_at` is by default that time too. The
  // errors of Publish; INVALID_FIELD of embargo_time as CheckEmbargoTime gives.
  virtual absl::StatusOr<Release> Embargo(absl::string_view dataset, int64_t number, absl::Time embargo_time,
                                          std::optional<absl::Time> published_at, absl::string_view etag,
                                          const ledger::WriteRequest& request) = 0;

  // Moves an embargo. RELEASE_STATE, INVALID_FIELD of embargo_time, ETAG_MISMATCH, REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> MoveEmbargo(absl::string_view dataset, int64_t number,
                                              absl::Time embargo_time, absl::string_view etag,
                                              const ledger::WriteRequest& request) = 0;

  // Makes an embargoed release VALIDATED again. RELEASE_STATE, ETAG_MISMATCH, REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> CancelEmbargo(absl::string_view dataset, int64_t number,
                                                absl::string_view etag,
                                                const ledger::WriteRequest& request) = 0;

  // The embargoes of a dataset, in the order of the releases' numbers. None when there is no such dataset.
  virtual absl::StatusOr<std::vector<PendingEmbargo>> Embargoes(absl::string_view dataset) const = 0;

  // Publishes an embargoed release whose time has come by `now`, the time of an EmbargoClock. It was checked
  // when it was embargoed, and is not checked again. RELEASE_STATE, or CONFLICT when its time has not come.
  virtual absl::Status PublishDue(absl::string_view dataset, int64_t number, absl::Time now) = 0;

  // Takes a published release back, in one commit. RELEASE_STATE, ETAG_MISMATCH, REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> Retract(absl::string_view dataset, int64_t number, absl::string_view reason,
                                          absl::string_view etag, const ledger::WriteRequest& request) = 0;

  // Gives a release that is not published up and drops its observations. RELEASE_STATE, ETAG_MISMATCH,
  // REQUEST_ID_REUSED.
  virtual absl::StatusOr<Release> Abandon(absl::string_view dataset, int64_t number, absl::string_view etag,
                                          const ledger::WriteRequest& request) = 0;
};

}  // namespace karvan::statistics
