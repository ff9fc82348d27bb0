#include "services/indicators/domain/briefing/meetings.h"

#include "services/indicators/domain/claim/testing/claim_builder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<Party>& Parties() {
  static const auto& parties = *new std::vector<Party>{
      {.name = "parties/kazakhstan", .title = "Republic of Kazakhstan", .country = "KAZ", .state = true},
      {.name = "parties/tajikistan", .title = "Republic of Tajikistan", .country = "TJK", .state = true},
      {.name = "parties/bank", .title = "Bank", .country = "TJK", .state = false}};
  return parties;
}

Forum ForumOf(std::vector<std::string> parties, std::string country) {
  return {.name = "forums/f",
          .title = "Forum",
          .country = country,
          .first_date = "2024-08-21",
          .parties = parties};
}

Agreement AgreementOf(std::vector<std::string> participants) {
  Agreement agreement;
  agreement.name = "agreements/a";
  agreement.forum = "forums/f";
  agreement.participants = std::move(participants);
  agreement.contract = agreement.whole_value = true;
  return agreement;
}

TEST(MeetingsTest, BothHaveToBeThere) {
  const PartyCountries countries = CountriesOf(Parties());
  EXPECT_THAT(ForumsOfBoth({ForumOf({"parties/kazakhstan", "parties/bank"}, "")}, countries, "KAZ", "TJK"),
              SizeIs(1));
  EXPECT_THAT(ForumsOfBoth({ForumOf({"parties/kazakhstan"}, "TJK")}, countries, "KAZ", "TJK"), SizeIs(1));
  EXPECT_THAT(ForumsOfBoth({ForumOf({"parties/kazakhstan"}, "UZB")}, countries, "KAZ", "TJK"), IsEmpty());
  EXPECT_THAT(
      AgreementsOfBoth({AgreementOf({"parties/kazakhstan", "parties/tajikistan"})}, countries, "TJK", "KAZ"),
      SizeIs(1));
  EXPECT_THAT(
      AgreementsOfBoth({AgreementOf({"parties/bank", "parties/tajikistan"})}, countries, "TJK", "KAZ"),
      IsEmpty());
}

TEST(MeetingsTest, SumsStandApartByCurrency) {
  Agreement dollars = AgreementOf({});
  dollars.value = testing::Figure("1.5", "USD", 6);
  Agreement tenge = AgreementOf({});
  tenge.value = testing::Figure("100", "KZT");
  Agreement elsewhere = dollars;
  elsewhere.forum = "forums/g";
  Agreement memorandum = dollars;
  memorandum.contract = false;
  Agreement yearly = dollars;
  yearly.whole_value = false;
  const ForumSection section = *WithAgreements(
      ForumOf({}, "TJK"), {dollars, tenge, dollars, AgreementOf({}), elsewhere, memorandum, yearly});
  EXPECT_EQ(section.agreement_count, 6);
  EXPECT_THAT(section.contracts_worth, ElementsAre(RegisteredWorth{*Decimal::Parse("100"), 0, "KZT"},
                                                   RegisteredWorth{*Decimal::Parse("3000000"), 5, "USD"}));
}

TEST(MeetingsTest, StatesNameTheirAreas) {
  const std::map<std::string, std::string> names = AreaNames(Parties());
  EXPECT_EQ(names.at("KAZ"), "Kazakhstan");
  EXPECT_EQ(names.at("TJK"), "Tajikistan");
}

}  // namespace
}  // namespace karvan::indicators
