#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/agreements/domain/resource_name.h"

// What the five resources have in common. The content of a resource (Party, Forum, Agreement, Target, Claim)
// is a plain struct T with
//   T::kCollection, T::kSingular                 "parties", "party"
//   void Validate(const T&, const Field&)        rejects what breaks its rules
//   std::vector<Reference> ReferencesOf(const T&)
//   std::vector<Facet> FacetsOf(const T&)
namespace karvan::agreements {

// A resource that a field of the content names. It must exist as long as it is named.
struct Reference {
  std::string field;  // its path from the content: "participants[1].party"
  std::string name;   // "parties/kazakhstan"

  friend bool operator==(const Reference&, const Reference&) = default;
};

// A property that resources are listed by: "country" is "KAZ". A resource may have several of one name.
struct Facet {
  std::string name;
  std::string value;

  friend auto operator<=>(const Facet&, const Facet&) = default;
};

inline constexpr absl::string_view kKindFacet = "kind";
inline constexpr absl::string_view kCountryFacet = "country";
inline constexpr absl::string_view kAreaFacet = "area";
inline constexpr absl::string_view kPartyFacet = "party";
inline constexpr absl::string_view kForumFacet = "forum";
inline constexpr absl::string_view kIndicatorFacet = "indicator";
inline constexpr absl::string_view kStatementFacet = "statement";

// Adds a facet, unless the value is empty or already there.
void AddFacet(std::vector<Facet>& facets, absl::string_view name, absl::string_view value);

// Adds a reference, unless the name is empty.
void AddReference(std::vector<Reference>& references, absl::string_view field, absl::string_view name);

// What the registry itself records of a resource. Times never go back, whatever the clock does.
struct Lifecycle {
  absl::Time create_time;
  absl::Time update_time;
  std::optional<absl::Time> delete_time;  // set once it is deleted
  int64_t revision = 0;                   // from 1
  std::string etag;                       // changes with every revision

  friend bool operator==(const Lifecycle&, const Lifecycle&) = default;
};

// A resource at one revision.
template <typename Content>
struct Resource {
  std::string id;
  Content content;
  Lifecycle lifecycle;

  ResourceName name() const { return {std::string(Content::kCollection), id}; }
};

}  // namespace karvan::agreements
