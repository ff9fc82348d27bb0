#include "services/agreements/domain/agreement.h"

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/checks.h"
#include "services/agreements/domain/forum.h"
#include "services/agreements/domain/party.h"

namespace karvan::agreements {
namespace {

void ValidateParticipant(const Participant& participant, const Field& field) {
  CheckName(participant.party, Party::kCollection, Presence::kRequired, field.Sub("party"));
  CheckText(participant.role, Presence::kOptional, field.Sub("role"));
}

void ValidateValue(const AgreementValue& value, const Field& field) {
  Validate(value.amount, field.Sub("amount"));
  const Field qualifier = field.Sub("qualifier");
  CheckEnum(static_cast<int>(value.qualifier), kQualifierEnd, Presence::kOptional, qualifier);
  if (value.qualifier == Qualifier::kRange) {
    qualifier.Reject("is a range, but an amount has no upper value; give its lower end as \"at least\"");
  }
  CheckEnum(static_cast<int>(value.basis), kValueBasisEnd, Presence::kOptional, field.Sub("basis"));
}

}  // namespace

void Validate(const Agreement& agreement, const Field& field) {
  ValidateTexts(agreement.titles, field.Sub("titles"));
  CheckEnum(static_cast<int>(agreement.kind), kAgreementKindEnd, Presence::kRequired, field.Sub("kind"));
  CheckList(agreement.participants, 2, field.Sub("participants"), ValidateParticipant);
  CheckDistinct(agreement.participants, field.Sub("participants"),
                [](const Participant& participant) { return absl::string_view(participant.party); });
  CheckText(agreement.signature_place, Presence::kOptional, field.Sub("signature_place"));
  CheckName(agreement.forum, Forum::kCollection, Presence::kOptional, field.Sub("forum"));
  if (agreement.value.has_value()) ValidateValue(*agreement.value, field.Sub("value"));
  CheckTexts(agreement.sectors, field.Sub("sectors"));
  CheckList(agreement.products, 0, field.Sub("products"), [](const std::string& product, const Field& item) {
    CheckCode(product, kProductForm, Presence::kRequired, item);
  });
  ValidateSources(agreement.sources, field.Sub("sources"));
}

std::vector<Reference> ReferencesOf(const Agreement& agreement) {
  std::vector<Reference> references;
  for (size_t i = 0; i < agreement.participants.size(); ++i) {
    AddReference(references, absl::StrCat("participants[", i, "].party"), agreement.participants[i].party);
  }
  AddReference(references, "forum", agreement.forum);
  return references;
}

std::vector<Facet> FacetsOf(const Agreement& agreement) {
  std::vector<Facet> facets;
  AddFacet(facets, kKindFacet, absl::StrCat(static_cast<int>(agreement.kind)));
  for (const Participant& participant : agreement.participants)
    AddFacet(facets, kPartyFacet, participant.party);
  AddFacet(facets, kForumFacet, agreement.forum);
  return facets;
}

}  // namespace karvan::agreements
