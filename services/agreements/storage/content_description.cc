#include "services/agreements/storage/content_description.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/agreements/convert/agreement.h"
#include "services/agreements/convert/claim.h"
#include "services/agreements/convert/forum.h"
#include "services/agreements/convert/party.h"
#include "services/agreements/convert/target.h"
#include "services/agreements/storage/content_codec.h"
#include "services/agreements/storage/errors.h"
#include "services/platform/status/macros.h"

namespace karvan::agreements {
namespace {

template <typename Content>
absl::StatusOr<ContentDescription> DescribeAs(absl::string_view bytes) {
  KARVAN_ASSIGN_OR_RETURN(const Content content, DecodeContent<Content>(bytes));
  ContentDescription description{FacetsOf(content), ReferencesOf(content)};
  description.facets.push_back(EveryResource());
  for (Reference& reference : description.references) {
    reference.field = absl::StrCat(Content::kSingular, ".", reference.field);
  }
  return description;
}

struct Kind {
  absl::string_view collection;
  absl::string_view singular;
  absl::StatusOr<ContentDescription> (*describe)(absl::string_view bytes);
};

template <typename Content>
constexpr Kind KindOf() {
  return {Content::kCollection, Content::kSingular, DescribeAs<Content>};
}

constexpr Kind kKinds[] = {KindOf<Party>(), KindOf<Forum>(), KindOf<Agreement>(), KindOf<Target>(),
                           KindOf<Claim>()};

absl::StatusOr<Kind> KindOfCollection(absl::string_view collection) {
  for (const Kind& kind : kKinds) {
    if (kind.collection == collection) return kind;
  }
  return CorruptRowError(absl::StrCat("a resource of collection \"", collection, "\""));
}

}  // namespace

const Facet& EveryResource() {
  static const Facet* const kFacet = new Facet{"all", ""};
  return *kFacet;
}

absl::StatusOr<ContentDescription> Describe(absl::string_view collection, absl::string_view content) {
  KARVAN_ASSIGN_OR_RETURN(const Kind kind, KindOfCollection(collection));
  return kind.describe(content);
}

absl::StatusOr<absl::string_view> SingularOf(absl::string_view collection) {
  KARVAN_ASSIGN_OR_RETURN(const Kind kind, KindOfCollection(collection));
  return kind.singular;
}

}  // namespace karvan::agreements
