#include "services/agreements/domain/party.h"

#include <gmock/gmock.h>

#include "services/agreements/domain/testing/samples.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::FaultsOf;
using ::karvan::agreements::testing::SampleParty;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Party, IsValidWithAllFieldsAndWithTheRequiredOnes) {
  EXPECT_OK(FaultsOf(SampleParty()));
  Party party;
  party.names = {{"en", "A bank"}};
  party.kind = PartyKind::kBank;
  EXPECT_OK(FaultsOf(party));
}

TEST(Party, SaysAllThatIsWrong) {
  Party party;
  party.kind = static_cast<PartyKind>(6);
  party.country = "Kazakhstan";
  party.identifiers = {{"KZ-BIN", ""}};
  const absl::Status status = FaultsOf(party);
  EXPECT_THAT(status, HasFieldViolation("party.names", HasSubstr("1 to 200")));
  EXPECT_THAT(status, HasFieldViolation("party.kind", HasSubstr("is 6")));
  EXPECT_THAT(status, HasFieldViolation("party.country", HasSubstr("is \"Kazakhstan\"")));
  EXPECT_THAT(status, HasFieldViolation("party.identifiers[0].value", HasSubstr("is required")));
  EXPECT_THAT(FaultsOf(Party()), HasFieldViolation("party.kind", "is required"));
}

TEST(Party, IsFoundByKindAndCountry) {
  EXPECT_THAT(FacetsOf(SampleParty()), ElementsAre(Facet{"kind", "1"}, Facet{"country", "KAZ"}));
  EXPECT_THAT(ReferencesOf(SampleParty()), ElementsAre());
}

}  // namespace
}  // namespace karvan::agreements
