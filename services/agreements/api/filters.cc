#include "services/agreements/api/filters.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/agreements/domain/agreement.h"
#include "services/agreements/domain/checks.h"
#include "services/agreements/domain/forum.h"
#include "services/agreements/domain/party.h"

namespace karvan::agreements {
namespace {

constexpr int kMaxAreas = 2;

// Collects the facets of one filter.
class FilterReader {
 public:
  explicit FilterReader(const Field& field) : field_(field) {}

  void Kind(int kind, int end) {
    CheckEnum(kind, end, Presence::kOptional, field_.Sub("kind"));
    if (kind != 0) AddFacet(facets_, kKindFacet, absl::StrCat(kind));
  }

  void Code(absl::string_view name, const std::string& code, const CodeForm& form, absl::string_view facet) {
    CheckCode(code, form, Presence::kOptional, field_.Sub(name));
    AddFacet(facets_, facet, code);
  }

  void Name(absl::string_view name, const std::string& resource, absl::string_view collection,
            absl::string_view facet) {
    CheckName(resource, collection, Presence::kOptional, field_.Sub(name));
    AddFacet(facets_, facet, resource);
  }

  void Areas(const google::protobuf::RepeatedPtrField<std::string>& areas) {
    const Field field = field_.Sub("areas");
    if (areas.size() > kMaxAreas) {
      field.Reject(absl::StrCat("has ", areas.size(), " items, but at most ", kMaxAreas, " are allowed"));
      return;
    }
    for (int i = 0; i < areas.size(); ++i) {
      CheckCode(areas[i], kAreaForm, Presence::kRequired, field.Item(static_cast<size_t>(i)));
      AddFacet(facets_, kAreaFacet, areas[i]);
    }
  }

  std::vector<Facet> Facets() && { return std::move(facets_); }

 private:
  const Field& field_;
  std::vector<Facet> facets_;
};

}  // namespace

std::vector<Facet> ReadFilter(const v1::PartyFilter& filter, const Field& field) {
  FilterReader reader(field);
  reader.Code("country", filter.country(), kCountryForm, kCountryFacet);
  reader.Kind(filter.kind(), kPartyKindEnd);
  return std::move(reader).Facets();
}

std::vector<Facet> ReadFilter(const v1::ForumFilter& filter, const Field& field) {
  FilterReader reader(field);
  reader.Name("party", filter.party(), Party::kCollection, kPartyFacet);
  reader.Code("country", filter.country(), kCountryForm, kCountryFacet);
  return std::move(reader).Facets();
}

std::vector<Facet> ReadFilter(const v1::AgreementFilter& filter, const Field& field) {
  FilterReader reader(field);
  reader.Name("forum", filter.forum(), Forum::kCollection, kForumFacet);
  reader.Name("party", filter.party(), Party::kCollection, kPartyFacet);
  reader.Kind(filter.kind(), kAgreementKindEnd);
  return std::move(reader).Facets();
}

std::vector<Facet> ReadFilter(const v1::TargetFilter& filter, const Field& field) {
  FilterReader reader(field);
  reader.Areas(filter.areas());
  reader.Code("indicator", filter.indicator(), kIndicatorForm, kIndicatorFacet);
  return std::move(reader).Facets();
}

std::vector<Facet> ReadFilter(const v1::ClaimFilter& filter, const Field& field) {
  FilterReader reader(field);
  reader.Code("statement", filter.statement(), kStatementIdForm, kStatementFacet);
  reader.Name("forum", filter.forum(), Forum::kCollection, kForumFacet);
  reader.Areas(filter.areas());
  reader.Code("indicator", filter.indicator(), kIndicatorForm, kIndicatorFacet);
  return std::move(reader).Facets();
}

}  // namespace karvan::agreements
