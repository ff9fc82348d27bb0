#include "services/agreements/domain/target.h"

#include <gmock/gmock.h>

#include "services/agreements/domain/testing/samples.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::FaultsOf;
using ::karvan::agreements::testing::SampleTarget;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Target, IsValidWithAllFieldsAndWithTheRequiredOnes) {
  EXPECT_OK(FaultsOf(SampleTarget()));
  Target target;
  target.indicator = "turnover";
  target.areas = {"KAZ", "TJK"};
  target.figure = SampleTarget().figure;
  EXPECT_OK(FaultsOf(target));
}

TEST(Target, IsAboutTwoAreasInOrder) {
  Target target = SampleTarget();
  target.areas = {"TJK", "KAZ"};
  EXPECT_THAT(FaultsOf(target), HasFieldViolation("target.areas", HasSubstr("alphabetical order")));
  target.areas = {"TJK", "TJK"};
  EXPECT_THAT(FaultsOf(target), HasFieldViolation("target.areas", HasSubstr("two different areas")));
  target.areas = {"TJK"};
  EXPECT_THAT(FaultsOf(target), HasFieldViolation("target.areas", HasSubstr("has 1 items")));
  target.areas = {"KAZ", "UZB"};
  EXPECT_THAT(FaultsOf(target), HasFieldViolation("target.reporter", HasSubstr("one of the two areas")));
}

TEST(Target, SaysAllThatIsWrong) {
  Target target = SampleTarget();
  target.indicator = "Turnover";
  target.deadline = Period::Month(2030, 1).value();
  target.announced_by = {"kazakhstan"};
  target.forum = "dushanbe-2024";
  target.restates = "claims/a";
  const absl::Status status = FaultsOf(target);
  EXPECT_THAT(status, HasFieldViolation("target.indicator", HasSubstr("is \"Turnover\"")));
  EXPECT_THAT(status,
              HasFieldViolation("target.deadline", "is \"2030-01\", but must be a year, such as \"2030\""));
  EXPECT_THAT(status, HasFieldViolation("target.announced_by[0]", HasSubstr("parties/some-id")));
  EXPECT_THAT(status, HasFieldViolation("target.forum", HasSubstr("forums/some-id")));
  EXPECT_THAT(status, HasFieldViolation("target.restates", HasSubstr("targets/some-id")));
}

TEST(Target, NamesWhoAnnouncedItWhereAndWhatItRestates) {
  EXPECT_THAT(ReferencesOf(SampleTarget()), ElementsAre(Reference{"announced_by[0]", "parties/kazakhstan"},
                                                        Reference{"announced_by[1]", "parties/tajikistan"},
                                                        Reference{"forum", "forums/dushanbe-2024"},
                                                        Reference{"restates", "targets/two-billion-2023"}));
}

TEST(Target, IsFoundByIndicatorAndAreas) {
  EXPECT_THAT(FacetsOf(SampleTarget()),
              ElementsAre(Facet{"indicator", "turnover"}, Facet{"area", "KAZ"}, Facet{"area", "TJK"}));
}

}  // namespace
}  // namespace karvan::agreements
