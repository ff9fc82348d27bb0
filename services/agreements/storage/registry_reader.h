#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/resource_name.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/agreements/storage/rows.pb.h"
#include "services/platform/kv/store.h"

namespace karvan::agreements {

// A record that the write with this number makes.
storage::RecordRow ToRow(const Record& record, int64_t sequence);

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

 private:
  kv::View& view_;
};

}  // namespace karvan::agreements
