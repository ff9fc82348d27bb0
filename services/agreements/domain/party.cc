#include "services/agreements/domain/party.h"

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/checks.h"

namespace karvan::agreements {

void Validate(const Party& party, const Field& field) {
  ValidateTexts(party.names, field.Sub("names"));
  CheckEnum(static_cast<int>(party.kind), kPartyKindEnd, Presence::kRequired, field.Sub("kind"));
  CheckCode(party.country, kCountryForm, Presence::kOptional, field.Sub("country"));
  CheckList(party.identifiers, 0, field.Sub("identifiers"),
            [](const PartyIdentifier& identifier, const Field& item) {
              CheckText(identifier.scheme, Presence::kRequired, item.Sub("scheme"));
              CheckText(identifier.value, Presence::kRequired, item.Sub("value"));
            });
}

std::vector<Reference> ReferencesOf(const Party&) { return {}; }

std::vector<Facet> FacetsOf(const Party& party) {
  std::vector<Facet> facets;
  AddFacet(facets, kKindFacet, absl::StrCat(static_cast<int>(party.kind)));
  AddFacet(facets, kCountryFacet, party.country);
  return facets;
}

}  // namespace karvan::agreements
