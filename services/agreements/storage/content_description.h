#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/agreements/domain/resource.h"

namespace karvan::agreements {

// What the registry needs to know of a content, whose type it does not know.
struct ContentDescription {
  std::vector<Facet> facets;          // EveryResource() among them
  std::vector<Reference> references;  // field paths begin with the resource: "claim.forum"
};

// A facet that every resource has, so that a list of all is a list by a facet, too.
const Facet& EveryResource();

// Derived from the content alone, so that the rows that depend on it cannot come to say something else.
// CORRUPT when the content cannot be read, or its collection is unknown.
absl::StatusOr<ContentDescription> Describe(absl::string_view collection, absl::string_view content);

// The word for one resource of a collection: "party" of "parties". CORRUPT when the collection is unknown.
absl::StatusOr<absl::string_view> SingularOf(absl::string_view collection);

}  // namespace karvan::agreements
