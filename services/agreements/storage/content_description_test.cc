#include "services/agreements/storage/content_description.h"

#include <gmock/gmock.h>

#include "services/agreements/convert/claim.h"
#include "services/agreements/domain/testing/samples.h"
#include "services/agreements/storage/content_codec.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;
using ::testing::Contains;
using ::testing::ElementsAre;

TEST(Describe, TellsFacetsAndReferencesUnderTheContentsName) {
  ASSERT_OK_AND_ASSIGN(const ContentDescription description,
                       Describe("claims", EncodeContent(testing::SampleClaim())));
  EXPECT_THAT(description.facets, Contains(Facet{"statement", "forum-report-2024"}));
  EXPECT_THAT(description.facets, Contains(EveryResource()));
  EXPECT_THAT(description.references, ElementsAre(Reference{"claim.forum", "forums/dushanbe-2024"}));
}

TEST(Describe, CannotDescribeWhatItCannotRead) {
  EXPECT_THAT(Describe("claims", "\xff"), HasReason("CORRUPT"));
  EXPECT_THAT(Describe("claims", ""), HasReason("CORRUPT"));
  EXPECT_THAT(Describe("projects", EncodeContent(testing::SampleClaim())), HasReason("CORRUPT"));
}

}  // namespace
}  // namespace karvan::agreements
