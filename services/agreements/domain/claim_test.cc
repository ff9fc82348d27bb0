#include "services/agreements/domain/claim.h"

#include <gmock/gmock.h>

#include "services/agreements/domain/testing/samples.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::FaultsOf;
using ::karvan::agreements::testing::SampleClaim;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Claim, IsValidWithAllFieldsAndWithTheRequiredOnes) {
  EXPECT_OK(FaultsOf(SampleClaim()));
  Claim claim;
  claim.indicator = "participants";
  claim.figure = SampleClaim().figure;
  claim.source.statement = "forum-report-2024";
  EXPECT_OK(FaultsOf(claim));
}

TEST(Claim, SaysAllThatIsWrong) {
  Claim claim = SampleClaim();
  claim.indicator = "";
  claim.flow = "RX";
  claim.reporter = "W00";
  claim.partner = "World";
  claim.figure.unit_multiplier = -3;
  claim.forum = "forums/";
  claim.source.statement = "TASS 1736063";
  const absl::Status status = FaultsOf(claim);
  EXPECT_THAT(status, HasFieldViolation("claim.indicator", HasSubstr("is required")));
  EXPECT_THAT(status, HasFieldViolation("claim.flow", HasSubstr("is \"RX\"")));
  EXPECT_THAT(status, HasFieldViolation("claim.reporter", HasSubstr("is \"W00\"")));
  EXPECT_THAT(status, HasFieldViolation("claim.partner", HasSubstr("\"W00\" for the World")));
  EXPECT_THAT(status, HasFieldViolation("claim.figure.unit_multiplier", HasSubstr("is -3")));
  EXPECT_THAT(status, HasFieldViolation("claim.forum", HasSubstr("is \"forums/\"")));
  EXPECT_THAT(status, HasFieldViolation("claim.source.statement", HasSubstr("is \"TASS 1736063\"")));
}

TEST(Claim, NamesItsForum) {
  EXPECT_THAT(ReferencesOf(SampleClaim()), ElementsAre(Reference{"forum", "forums/dushanbe-2024"}));
}

TEST(Claim, IsFoundByIndicatorAreasForumAndStatement) {
  EXPECT_THAT(FacetsOf(SampleClaim()),
              ElementsAre(Facet{"indicator", "turnover"}, Facet{"area", "TJK"}, Facet{"area", "KAZ"},
                          Facet{"forum", "forums/dushanbe-2024"}, Facet{"statement", "forum-report-2024"}));
}

}  // namespace
}  // namespace karvan::agreements
