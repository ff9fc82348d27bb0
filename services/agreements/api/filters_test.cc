#include "services/agreements/api/filters.h"

#include <gmock/gmock.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOkAndHolds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

template <typename Filter>
absl::StatusOr<std::vector<Facet>> Read(const Filter& filter) {
  Violations violations;
  std::vector<Facet> facets = ReadFilter(filter, Field("filter", violations));
  KARVAN_RETURN_IF_ERROR(violations.Status());
  return facets;
}

TEST(ReadFilter, AsksForNothingWhenEmpty) {
  EXPECT_THAT(Read(v1::PartyFilter()), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(Read(v1::ClaimFilter()), IsOkAndHolds(IsEmpty()));
}

TEST(ReadFilter, OfParties) {
  v1::PartyFilter filter;
  filter.set_kind(v1::Party::KIND_BANK);
  filter.set_country("KAZ");
  EXPECT_THAT(Read(filter), IsOkAndHolds(UnorderedElementsAre(Facet{"kind", "4"}, Facet{"country", "KAZ"})));
  filter.set_kind(static_cast<v1::Party::Kind>(9));
  filter.set_country("kaz");
  EXPECT_THAT(Read(filter), HasFieldViolation("filter.kind", HasSubstr("is 9")));
  EXPECT_THAT(Read(filter), HasFieldViolation("filter.country", HasSubstr("is \"kaz\"")));
}

TEST(ReadFilter, OfForums) {
  v1::ForumFilter filter;
  filter.set_country("TJK");
  filter.set_party("parties/a");
  EXPECT_THAT(Read(filter),
              IsOkAndHolds(UnorderedElementsAre(Facet{"country", "TJK"}, Facet{"party", "parties/a"})));
  filter.set_party("a");
  EXPECT_THAT(Read(filter), HasFieldViolation("filter.party", HasSubstr("parties/some-id")));
}

TEST(ReadFilter, OfAgreements) {
  v1::AgreementFilter filter;
  filter.set_party("parties/a");
  filter.set_forum("forums/b");
  filter.set_kind(v1::Agreement::KIND_LOAN);
  EXPECT_THAT(Read(filter),
              IsOkAndHolds(UnorderedElementsAre(Facet{"party", "parties/a"}, Facet{"forum", "forums/b"},
                                                Facet{"kind", "5"})));
  filter.set_forum("parties/a");
  EXPECT_THAT(Read(filter), HasFieldViolation("filter.forum", HasSubstr("forums/some-id")));
}

TEST(ReadFilter, OfTargets) {
  v1::TargetFilter filter;
  filter.set_indicator("turnover");
  filter.add_areas("TJK");
  filter.add_areas("KAZ");
  EXPECT_THAT(Read(filter), IsOkAndHolds(UnorderedElementsAre(Facet{"indicator", "turnover"},
                                                              Facet{"area", "TJK"}, Facet{"area", "KAZ"})));
  filter.add_areas("UZB");
  EXPECT_THAT(Read(filter), HasFieldViolation("filter.areas", "has 3 items, but at most 2 are allowed"));
}

TEST(ReadFilter, OfClaims) {
  v1::ClaimFilter filter;
  filter.set_indicator("growth");
  filter.add_areas("KAZ");
  filter.set_forum("forums/b");
  filter.set_statement("tass-1736063");
  EXPECT_THAT(Read(filter), IsOkAndHolds(UnorderedElementsAre(
                                Facet{"indicator", "growth"}, Facet{"area", "KAZ"},
                                Facet{"forum", "forums/b"}, Facet{"statement", "tass-1736063"})));
  filter.set_statement("TASS");
  filter.set_areas(0, "");
  EXPECT_THAT(Read(filter), HasFieldViolation("filter.statement", HasSubstr("is \"TASS\"")));
  EXPECT_THAT(Read(filter), HasFieldViolation("filter.areas[0]", HasSubstr("is required")));
}

}  // namespace
}  // namespace karvan::agreements
