#include "services/agreements/domain/resource.h"

#include <algorithm>

namespace karvan::agreements {

void AddFacet(std::vector<Facet>& facets, absl::string_view name, absl::string_view value) {
  if (value.empty()) return;
  Facet facet{std::string(name), std::string(value)};
  if (std::find(facets.begin(), facets.end(), facet) == facets.end()) facets.push_back(std::move(facet));
}

void AddReference(std::vector<Reference>& references, absl::string_view field, absl::string_view name) {
  if (!name.empty()) references.push_back({std::string(field), std::string(name)});
}

}  // namespace karvan::agreements
