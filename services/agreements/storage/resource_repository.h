#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/resource_name.h"
#include "services/platform/ledger/write_request.h"

namespace karvan::agreements {

// A resource of any collection at one revision. Its content is bytes here: see content_codec.h.
struct Record {
  ResourceName name;
  std::string content;
  Lifecycle lifecycle;

  friend bool operator==(const Record&, const Record&) = default;
};

struct WriteOptions {
  ledger::WriteRequest request;
  bool validate_only = false;  // answers as if written; `request` is then neither looked up nor kept
};

struct ListQuery {
  std::string collection;
  std::vector<Facet> facets;  // that a resource must have, all of them
  bool show_deleted = false;
  int64_t snapshot = 0;  // the sequence number to list at; 0: the present one
  std::string start_id;  // the first id that may be listed
  int limit = 50;        // 1 or more
  // Asked between batches: what is not OK ends the listing, as when the caller has gone.
  std::function<absl::Status()> check_alive = [] { return absl::OkStatus(); };
};

// Resources in the order of their ids.
template <typename Item>
struct Page {
  std::vector<Item> items;
  std::string next_id;   // start_id of the next page; empty at the end
  int64_t snapshot = 0;  // that was listed at
};

// Revisions of one resource, newest first.
template <typename Item>
struct RevisionPage {
  std::vector<Item> items;
  int64_t next_sequence = 0;  // start_sequence of the next page; 0 at the end
};

// The registry: all collections of the service under one sequence of numbers, those of the entries of its
// log. Each write appends one, and is atomic with everything that depends on it. Thread-safe.
//
// Errors: RESOURCE_NOT_FOUND, RESOURCE_EXISTS, RESOURCE_DELETED, ETAG_MISMATCH, REFERENCE_NOT_FOUND,
// STILL_REFERENCED, REQUEST_ID_REUSED, CORRUPT, and those of ledger::Committer and of the store.
class ResourceRepository {
 public:
  virtual ~ResourceRepository() = default;

  // The newest revision, deleted or not.
  virtual absl::StatusOr<Record> Get(const ResourceName& name) = 0;

  virtual absl::StatusOr<Page<Record>> List(const ListQuery& query) = 0;

  // From the newest whose sequence number is at most `start_sequence` (0: from the newest of all) backwards.
  virtual absl::StatusOr<RevisionPage<Record>> ListRevisions(const ResourceName& name, int64_t start_sequence,
                                                             int limit) = 0;

  // The ids of deleted resources stay taken.
  virtual absl::StatusOr<Record> Create(const ResourceName& name, const std::string& content,
                                        const WriteOptions& options) = 0;

  // Makes the new content of the present one. It may be called again, when another writer was faster.
  using Edit = std::function<absl::StatusOr<std::string>(const std::string& content)>;

  // An empty etag matches any revision.
  virtual absl::StatusOr<Record> Update(const ResourceName& name, absl::string_view etag, const Edit& edit,
                                        const WriteOptions& options) = 0;

  // Refused while resources that are not deleted name this one.
  virtual absl::StatusOr<Record> Delete(const ResourceName& name, absl::string_view etag,
                                        const WriteOptions& options) = 0;
};

}  // namespace karvan::agreements
