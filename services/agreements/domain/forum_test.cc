#include "services/agreements/domain/forum.h"

#include <gmock/gmock.h>

#include "services/agreements/domain/testing/samples.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::FaultsOf;
using ::karvan::agreements::testing::SampleForum;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Forum, IsValidWithAllFieldsAndWithTheRequiredOnes) {
  EXPECT_OK(FaultsOf(SampleForum()));
  Forum forum;
  forum.titles = {{"en", "A forum"}};
  EXPECT_OK(FaultsOf(forum));
}

TEST(Forum, SaysAllThatIsWrong) {
  Forum forum = SampleForum();
  forum.country = "tjk";
  forum.last_date = testing::SampleDate("2023");
  forum.hosts = {"kazakhstan", "parties/a", "parties/a"};
  forum.delegations[0].party = "forums/a";
  forum.delegations[0].size->unit = "persons";
  forum.sectors = {""};
  forum.sources[0].statement = "";
  const absl::Status status = FaultsOf(forum);
  EXPECT_THAT(status, HasFieldViolation("forum.country", HasSubstr("alpha-3")));
  EXPECT_THAT(status, HasFieldViolation("forum.last_date", HasSubstr("before the first day")));
  EXPECT_THAT(status, HasFieldViolation("forum.hosts[0]", HasSubstr("parties/some-id")));
  EXPECT_THAT(status, HasFieldViolation("forum.hosts[2]", HasSubstr("repeats forum.hosts[1]")));
  EXPECT_THAT(status, HasFieldViolation("forum.delegations[0].party", HasSubstr("is \"forums/a\"")));
  EXPECT_THAT(status, HasFieldViolation("forum.delegations[0].size.unit", HasSubstr("is \"persons\"")));
  EXPECT_THAT(status, HasFieldViolation("forum.sectors[0]", HasSubstr("is required")));
  EXPECT_THAT(status, HasFieldViolation("forum.sources[0].statement", HasSubstr("is required")));
}

TEST(Forum, NamesHostsAndDelegations) {
  EXPECT_THAT(ReferencesOf(SampleForum()),
              ElementsAre(Reference{"hosts[0]", "parties/tajikistan"},
                          Reference{"delegations[0].party", "parties/kazakhstan"}));
}

TEST(Forum, IsFoundByCountryAndByWhoHeldOrAttendedIt) {
  Forum forum = SampleForum();
  forum.delegations.push_back({"parties/tajikistan", "", std::nullopt});
  EXPECT_THAT(FacetsOf(forum), ElementsAre(Facet{"country", "TJK"}, Facet{"party", "parties/tajikistan"},
                                           Facet{"party", "parties/kazakhstan"}));
}

}  // namespace
}  // namespace karvan::agreements
