#include "services/agreements/domain/forum.h"

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/checks.h"
#include "services/agreements/domain/party.h"

namespace karvan::agreements {
namespace {

void ValidateDelegation(const Delegation& delegation, const Field& field) {
  CheckName(delegation.party, Party::kCollection, Presence::kRequired, field.Sub("party"));
  CheckText(delegation.head, Presence::kOptional, field.Sub("head"));
  if (delegation.size.has_value()) Validate(*delegation.size, field.Sub("size"));
}

}  // namespace

void Validate(const Forum& forum, const Field& field) {
  ValidateTexts(forum.titles, field.Sub("titles"));
  CheckText(forum.place, Presence::kOptional, field.Sub("place"));
  CheckCode(forum.country, kCountryForm, Presence::kOptional, field.Sub("country"));
  ValidateInterval(forum.first_date, forum.last_date, field.Sub("last_date"));
  CheckList(forum.hosts, 0, field.Sub("hosts"), [](const std::string& host, const Field& item) {
    CheckName(host, Party::kCollection, Presence::kRequired, item);
  });
  CheckDistinct(forum.hosts, field.Sub("hosts"),
                [](const std::string& host) { return absl::string_view(host); });
  CheckList(forum.delegations, 0, field.Sub("delegations"), ValidateDelegation);
  CheckDistinct(forum.delegations, field.Sub("delegations"),
                [](const Delegation& delegation) { return absl::string_view(delegation.party); });
  CheckTexts(forum.sectors, field.Sub("sectors"));
  ValidateSources(forum.sources, field.Sub("sources"));
}

std::vector<Reference> ReferencesOf(const Forum& forum) {
  std::vector<Reference> references;
  for (size_t i = 0; i < forum.hosts.size(); ++i) {
    AddReference(references, absl::StrCat("hosts[", i, "]"), forum.hosts[i]);
  }
  for (size_t i = 0; i < forum.delegations.size(); ++i) {
    AddReference(references, absl::StrCat("delegations[", i, "].party"), forum.delegations[i].party);
  }
  return references;
}

std::vector<Facet> FacetsOf(const Forum& forum) {
  std::vector<Facet> facets;
  AddFacet(facets, kCountryFacet, forum.country);
  for (const std::string& host : forum.hosts) AddFacet(facets, kPartyFacet, host);
  for (const Delegation& delegation : forum.delegations) AddFacet(facets, kPartyFacet, delegation.party);
  return facets;
}

}  // namespace karvan::agreements
