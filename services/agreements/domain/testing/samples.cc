#include "services/agreements/domain/testing/samples.h"

namespace karvan::agreements::testing {

Decimal SampleDecimal(absl::string_view text) { return Decimal::Parse(text).value(); }

PartialDate SampleDate(absl::string_view text) { return PartialDate::Parse(text).value(); }

Source SampleSource(absl::string_view statement) {
  Source source;
  source.statement = std::string(statement);
  source.publisher = "A news agency";
  source.title = "A forum was held";
  source.uri = "https://example.org/forum";
  source.date = SampleDate("2024-08-22");
  source.locator = "third paragraph";
  source.language_code = "ru";
  return source;
}

Party SampleParty() {
  Party party;
  party.names = {{"en", "Kazakhstan"}, {"kk", "Қазақстан"}};
  party.kind = PartyKind::kState;
  party.country = "KAZ";
  party.identifiers = {{"iso3166-1-alpha3", "KAZ"}};
  return party;
}

Forum SampleForum() {
  QuotedFigure size;
  size.text = "over 200";
  size.value = SampleDecimal("200");
  size.qualifier = Qualifier::kOver;
  size.unit = "1";

  Forum forum;
  forum.titles = {{"en", "Investment forum"}};
  forum.place = "Dushanbe";
  forum.country = "TJK";
  forum.first_date = SampleDate("2024-08-22");
  forum.last_date = SampleDate("2024-08");
  forum.hosts = {"parties/tajikistan"};
  forum.delegations = {{"parties/kazakhstan", "The prime minister", size}};
  forum.sectors = {"industry", "agriculture"};
  forum.sources = {SampleSource("forum-report-2024")};
  return forum;
}

Agreement SampleAgreement() {
  Agreement agreement;
  agreement.titles = {{"en", "Agreement on long-term economic cooperation"}};
  agreement.kind = AgreementKind::kIntergovernmental;
  agreement.participants = {{"parties/kazakhstan", "signatory"}, {"parties/tajikistan", "signatory"}};
  agreement.signature_date = SampleDate("2024-08");
  agreement.signature_place = "Dushanbe";
  agreement.forum = "forums/dushanbe-2024";
  agreement.value = AgreementValue{
      {SampleDecimal("900000000"), "USD"}, Qualifier::kAbout, ValueBasis::kTotal, /*binding=*/true};
  agreement.sectors = {"transport"};
  agreement.products = {"27", "270900"};
  agreement.sources = {SampleSource("forum-report-2024")};
  return agreement;
}

Target SampleTarget() {
  Target target;
  target.indicator = "turnover";
  target.reporter = "TJK";
  target.areas = {"KAZ", "TJK"};
  target.figure.text = "$2 billion";
  target.figure.value = SampleDecimal("2");
  target.figure.unit = "USD";
  target.figure.unit_multiplier = 9;
  target.deadline = Period::Year(2030).value();
  target.announced_by = {"parties/kazakhstan", "parties/tajikistan"};
  target.announce_date = SampleDate("2024-08-22");
  target.forum = "forums/dushanbe-2024";
  target.restates = "targets/two-billion-2023";
  target.sources = {SampleSource("forum-report-2024")};
  return target;
}

Claim SampleClaim() {
  Claim claim;
  claim.indicator = "turnover";
  claim.flow = "T";
  claim.reporter = "TJK";
  claim.partner = "KAZ";
  claim.period = Period::Year(2023).value();
  claim.figure.text = "over $1.1 billion";
  claim.figure.value = SampleDecimal("1.1");
  claim.figure.qualifier = Qualifier::kOver;
  claim.figure.unit = "USD";
  claim.figure.unit_multiplier = 9;
  claim.stated_by = "The forum's report";
  claim.measured_by = "Tajikistan's statistical agency";
  claim.forum = "forums/dushanbe-2024";
  claim.source = SampleSource("forum-report-2024");
  return claim;
}

}  // namespace karvan::agreements::testing
