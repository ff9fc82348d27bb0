#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/resource_name.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/kv/store.h"

namespace karvan::agreements {

// The state that a write starts from.
struct Head {
  int64_t sequence = 0;  // of the last write; 0 when there was none
  absl::Time time = absl::UnixEpoch();
  std::optional<kv::RowVersion> version;  // of the row; none when there is none yet
};

// The rows of the head and of records as bytes. A new head is in the format that this version writes.
std::string EncodeHead(int64_t sequence, absl::Time time);
std::string EncodeRecord(const Record& record, int64_t sequence);

// A record, and the number of the write that made it.
struct StoredRecord {
  Record record;
  int64_t sequence = 0;
};
absl::StatusOr<StoredRecord> DecodeRecord(const ResourceName& name, absl::string_view bytes);

// Reads the registry's rows under one view. CORRUPT when a row cannot be read.
class RegistryReader {
 public:
  explicit RegistryReader(kv::View& view) : view_(view) {}

  // FAILED_PRECONDITION (STORE_FORMAT) when another version of Karvan wrote the registry in a format that
  // this one does not know.
  absl::StatusOr<Head> ReadHead();

  // The newest revision; none when the resource does not exist.
  absl::StatusOr<std::optional<StoredRecord>> Current(const ResourceName& name);

  // The revision that was the newest when the write `snapshot` was done.
  absl::StatusOr<std::optional<StoredRecord>> AsOf(const ResourceName& name, int64_t snapshot);

  // The same for several resources of a collection; those that did not exist yet are left out.
  absl::StatusOr<std::vector<StoredRecord>> AsOf(absl::string_view collection,
                                                 const std::vector<std::string>& ids, int64_t snapshot);

  // Up to `limit` resources that are not deleted and name this one.
  absl::StatusOr<std::vector<ResourceName>> Referrers(const ResourceName& name, size_t limit);

  // The key of the row in which a facet of a resource still holds; none if there is none.
  absl::StatusOr<std::optional<std::string>> OpenFacetKey(const ResourceName& name, const Facet& facet);

  kv::View& view() { return view_; }

 private:
  kv::View& view_;
};

}  // namespace karvan::agreements
