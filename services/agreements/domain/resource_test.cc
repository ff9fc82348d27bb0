#include "services/agreements/domain/resource.h"

#include <gmock/gmock.h>

#include "services/agreements/domain/party.h"

namespace karvan::agreements {
namespace {

using ::testing::ElementsAre;

TEST(Resource, HasANameInItsCollection) {
  Resource<Party> party;
  party.id = "kazakhstan";
  EXPECT_EQ(party.name().ToString(), "parties/kazakhstan");
}

TEST(AddFacet, LeavesOutEmptyAndRepeatedValues) {
  std::vector<Facet> facets;
  AddFacet(facets, kAreaFacet, "KAZ");
  AddFacet(facets, kAreaFacet, "");
  AddFacet(facets, kAreaFacet, "TJK");
  AddFacet(facets, kAreaFacet, "KAZ");
  EXPECT_THAT(facets, ElementsAre(Facet{"area", "KAZ"}, Facet{"area", "TJK"}));
}

TEST(AddReference, LeavesOutEmptyNames) {
  std::vector<Reference> references;
  AddReference(references, "forum", "");
  AddReference(references, "restates", "targets/a");
  EXPECT_THAT(references, ElementsAre(Reference{"restates", "targets/a"}));
}

}  // namespace
}  // namespace karvan::agreements
