#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/resource_name.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/kv/store.h"

// The keys of the registry. All begin with the text "registry", so the registry is one domain of the store:
//
//   "ledger" ...                                                    the registry's log (platform/ledger)
//   "current"  collection id                                        RecordRow, the newest revision
//   "revision" collection id sequence                               RecordRow
//   "facet"    collection facet value id sequence                   FacetRow
//   "referrer" collection id, collection id of who names it         empty, while the latter is not deleted
namespace karvan::agreements {

inline constexpr char kRegistryDomain[] = "registry";

std::string CurrentKey(const ResourceName& name);

std::string RevisionKey(const ResourceName& name, int64_t sequence);
// The revisions of a resource up to `last_sequence`, inclusive.
kv::Range RevisionRange(const ResourceName& name, int64_t last_sequence);

std::string FacetKey(const ResourceName& name, const Facet& facet, int64_t sequence);
// All rows of one facet of a collection, from `start_id` on.
kv::Range FacetRange(absl::string_view collection, const Facet& facet, absl::string_view start_id);
// The rows of one facet of one resource.
kv::Range FacetRange(const ResourceName& name, const Facet& facet);

// What a facet's key says of its row.
struct FacetKeyParts {
  std::string id;
  int64_t sequence = 0;
};
absl::StatusOr<FacetKeyParts> ReadFacetKey(absl::string_view key);

std::string ReferrerKey(const ResourceName& name, const ResourceName& referrer);
kv::Range ReferrerRange(const ResourceName& name);
// The resource that names the other.
absl::StatusOr<ResourceName> ReadReferrerKey(absl::string_view key);

}  // namespace karvan::agreements
