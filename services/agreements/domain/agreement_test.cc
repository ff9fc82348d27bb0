#include "services/agreements/domain/agreement.h"

#include <gmock/gmock.h>

#include "services/agreements/domain/testing/samples.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::FaultsOf;
using ::karvan::agreements::testing::SampleAgreement;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Agreement, IsValidWithAllFieldsAndWithTheRequiredOnes) {
  EXPECT_OK(FaultsOf(SampleAgreement()));
  Agreement agreement;
  agreement.titles = {{"en", "A memorandum"}};
  agreement.kind = AgreementKind::kMemorandum;
  agreement.participants = {{"parties/a", ""}, {"parties/b", ""}};
  EXPECT_OK(FaultsOf(agreement));
}

TEST(Agreement, NeedsTwoDifferentParticipants) {
  Agreement agreement = SampleAgreement();
  agreement.participants.pop_back();
  EXPECT_THAT(FaultsOf(agreement),
              HasFieldViolation("agreement.participants", "has 1 items, but must have 2 to 200"));
  agreement.participants.push_back({"parties/kazakhstan", "lender"});
  EXPECT_THAT(FaultsOf(agreement),
              HasFieldViolation("agreement.participants[1]", HasSubstr("repeats agreement.participants[0]")));
}

TEST(Agreement, SaysAllThatIsWrong) {
  Agreement agreement = SampleAgreement();
  agreement.kind = AgreementKind::kUnspecified;
  agreement.participants[1].party = "tajikistan";
  agreement.forum = "parties/tajikistan";
  agreement.value->amount.currency_code = "usd";
  agreement.value->qualifier = Qualifier::kRange;
  agreement.value->basis = static_cast<ValueBasis>(4);
  agreement.products = {"27", "coal"};
  const absl::Status status = FaultsOf(agreement);
  EXPECT_THAT(status, HasFieldViolation("agreement.kind", "is required"));
  EXPECT_THAT(status, HasFieldViolation("agreement.participants[1].party", HasSubstr("is \"tajikistan\"")));
  EXPECT_THAT(status, HasFieldViolation("agreement.forum", HasSubstr("forums/some-id")));
  EXPECT_THAT(status, HasFieldViolation("agreement.value.amount.currency_code", HasSubstr("is \"usd\"")));
  EXPECT_THAT(status, HasFieldViolation("agreement.value.qualifier", HasSubstr("is a range")));
  EXPECT_THAT(status, HasFieldViolation("agreement.value.basis", HasSubstr("is 4")));
  EXPECT_THAT(status, HasFieldViolation("agreement.products[1]", HasSubstr("is \"coal\"")));
}

TEST(Agreement, NamesParticipantsAndForum) {
  EXPECT_THAT(ReferencesOf(SampleAgreement()),
              ElementsAre(Reference{"participants[0].party", "parties/kazakhstan"},
                          Reference{"participants[1].party", "parties/tajikistan"},
                          Reference{"forum", "forums/dushanbe-2024"}));
}

TEST(Agreement, IsFoundByKindPartiesAndForum) {
  EXPECT_THAT(FacetsOf(SampleAgreement()),
              ElementsAre(Facet{"kind", "4"}, Facet{"party", "parties/kazakhstan"},
                          Facet{"party", "parties/tajikistan"}, Facet{"forum", "forums/dushanbe-2024"}));
}

}  // namespace
}  // namespace karvan::agreements
