#include "services/agreements/domain/claim.h"

#include "services/agreements/domain/checks.h"
#include "services/agreements/domain/forum.h"

namespace karvan::agreements {

void Validate(const Claim& claim, const Field& field) {
  CheckCode(claim.indicator, kIndicatorForm, Presence::kRequired, field.Sub("indicator"));
  CheckCode(claim.flow, kFlowForm, Presence::kOptional, field.Sub("flow"));
  CheckCode(claim.reporter, kCountryForm, Presence::kOptional, field.Sub("reporter"));
  CheckCode(claim.partner, kAreaForm, Presence::kOptional, field.Sub("partner"));
  Validate(claim.figure, field.Sub("figure"));
  CheckText(claim.stated_by, Presence::kOptional, field.Sub("stated_by"));
  CheckText(claim.measured_by, Presence::kOptional, field.Sub("measured_by"));
  CheckName(claim.forum, Forum::kCollection, Presence::kOptional, field.Sub("forum"));
  Validate(claim.source, field.Sub("source"));
}

std::vector<Reference> ReferencesOf(const Claim& claim) {
  std::vector<Reference> references;
  AddReference(references, "forum", claim.forum);
  return references;
}

std::vector<Facet> FacetsOf(const Claim& claim) {
  std::vector<Facet> facets;
  AddFacet(facets, kIndicatorFacet, claim.indicator);
  AddFacet(facets, kAreaFacet, claim.reporter);
  AddFacet(facets, kAreaFacet, claim.partner);
  AddFacet(facets, kForumFacet, claim.forum);
  AddFacet(facets, kStatementFacet, claim.source.statement);
  return facets;
}

}  // namespace karvan::agreements
