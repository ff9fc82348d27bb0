#include "services/agreements/domain/target.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/checks.h"
#include "services/agreements/domain/forum.h"
#include "services/agreements/domain/party.h"

namespace karvan::agreements {
namespace {

void ValidateAreas(const Target& target, const Field& areas, const Field& reporter) {
  if (target.areas.size() != 2) {
    areas.Reject(
        absl::StrCat("has ", target.areas.size(), " items, but must have the two areas of the target"));
    return;
  }
  CheckList(target.areas, 2, areas, [](const std::string& area, const Field& item) {
    CheckCode(area, kCountryForm, Presence::kRequired, item);
  });
  if (target.areas[0] >= target.areas[1]) {
    areas.Reject("must be two different areas in alphabetical order, such as \"KAZ\", \"TJK\"");
  }
  if (!target.reporter.empty() &&
      std::find(target.areas.begin(), target.areas.end(), target.reporter) == target.areas.end()) {
    reporter.Reject(absl::StrCat("is ", Quoted(target.reporter), ", but must be one of the two areas"));
  }
}

}  // namespace

void Validate(const Target& target, const Field& field) {
  CheckCode(target.indicator, kIndicatorForm, Presence::kRequired, field.Sub("indicator"));
  ValidateAreas(target, field.Sub("areas"), field.Sub("reporter"));
  Validate(target.figure, field.Sub("figure"));
  if (target.deadline.has_value() && !target.deadline->IsYear()) {
    field.Sub("deadline")
        .Reject(absl::StrCat("is ", Quoted(target.deadline->ToString()),
                             ", but must be a year, such as \"2030\""));
  }
  CheckList(target.announced_by, 0, field.Sub("announced_by"),
            [](const std::string& party, const Field& item) {
              CheckName(party, Party::kCollection, Presence::kRequired, item);
            });
  CheckDistinct(target.announced_by, field.Sub("announced_by"),
                [](const std::string& party) { return absl::string_view(party); });
  CheckName(target.forum, Forum::kCollection, Presence::kOptional, field.Sub("forum"));
  CheckName(target.restates, Target::kCollection, Presence::kOptional, field.Sub("restates"));
  ValidateSources(target.sources, field.Sub("sources"));
}

std::vector<Reference> ReferencesOf(const Target& target) {
  std::vector<Reference> references;
  for (size_t i = 0; i < target.announced_by.size(); ++i) {
    AddReference(references, absl::StrCat("announced_by[", i, "]"), target.announced_by[i]);
  }
  AddReference(references, "forum", target.forum);
  AddReference(references, "restates", target.restates);
  return references;
}

std::vector<Facet> FacetsOf(const Target& target) {
  std::vector<Facet> facets;
  AddFacet(facets, kIndicatorFacet, target.indicator);
  for (const std::string& area : target.areas) AddFacet(facets, kAreaFacet, area);
  return facets;
}

}  // namespace karvan::agreements
