#include "services/indicators/domain/claim/forum_claim.h"

#include "services/indicators/domain/claim/testing/claim_builder.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::indicators::testing::Figure;
using ::testing::HasSubstr;

// A contract of forums/f, its whole value in USD.
Agreement Contract(absl::string_view value) {
  Agreement agreement;
  agreement.forum = "forums/f";
  agreement.contract = agreement.whole_value = true;
  agreement.value = Figure(value, "USD");
  return agreement;
}

Finding CheckForum(absl::string_view value, Qualifier qualifier, const std::vector<Agreement>& agreements) {
  Claim claim;
  claim.indicator = kContractsValue;
  claim.forum = "forums/f";
  claim.figure = Figure(value, "USD", 6, qualifier);
  return *CheckForumClaim(claim, agreements);
}

TEST(ForumClaimTest, ARegisteredSumConfirmsAndByWhatItLacksNeverRefutes) {
  const Finding fits = CheckForum("900", Qualifier::kAbout, {Contract("910000000")});
  EXPECT_EQ(fits.verdict, Verdict::kConsistent);
  EXPECT_EQ(fits.explanation, "consistent: the 1 contract registered of forums/f is worth 910.0 million USD");
  const Finding less = CheckForum("900", Qualifier::kAbout, {Contract("200000000"), Contract("100000000")});
  EXPECT_EQ(less.verdict, Verdict::kNotComputable);
  EXPECT_EQ(less.explanation,
            "not computable: the 2 contracts registered of forums/f are worth 300.0 million USD, and the "
            "register may be incomplete");
  EXPECT_THAT(CheckForum("900", Qualifier::kAbout, {}).explanation, HasSubstr("no contract of forums/f"));
}

TEST(ForumClaimTest, MoreThanIsClaimedIsInconsistent) {
  const Finding more = CheckForum("900", Qualifier::kAbout, {Contract("2000000000")});
  EXPECT_EQ(more.verdict, Verdict::kInconsistent);
  EXPECT_EQ(more.explanation,
            "inconsistent: the 1 contract registered of forums/f is worth 2,000.0 million USD, more than is "
            "claimed");
  const Finding literally = CheckForum("900", Qualifier::kOver, {Contract("2000000000")});
  EXPECT_EQ(literally.verdict, Verdict::kPossible);
  EXPECT_THAT(literally.explanation, HasSubstr("more than the words usually mean"));
  EXPECT_EQ(CheckForum("900", Qualifier::kAtLeast, {Contract("2000000000")}).verdict, Verdict::kConsistent);
}

TEST(ForumClaimTest, OnlyWholeContractsCount) {
  Agreement memorandum = Contract("300000000");
  memorandum.contract = false;
  Agreement ceiling = Contract("300000000");
  ceiling.whole_value = false;
  EXPECT_EQ(
      CheckForum("900", Qualifier::kAbout, {memorandum, ceiling}).explanation,
      "not computable: no contract of forums/f with a value in USD is registered; not counted: 2 values "
      "of another agreement than a contract, or of a part of one");
  EXPECT_EQ(
      CheckForum("900", Qualifier::kAbout, {memorandum, Contract("900000000")}).explanation,
      "consistent: the 1 contract registered of forums/f is worth 900.0 million USD; not counted: 1 value "
      "of another agreement than a contract, or of a part of one");
}

}  // namespace
}  // namespace karvan::indicators
