#include "services/agreements/storage/keys.h"

#include <gmock/gmock.h>

#include <limits>

#include "absl/strings/escaping.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;

const ResourceName kForum{"forums", "a"};
const Facet kCountry{"country", "KAZ"};

bool Contains(const kv::Range& range, const std::string& key) {
  return range.start <= key && key < range.end;
}

// The bytes are on disk: they may not change.
TEST(Keys, HaveTheseBytes) {
  EXPECT_EQ(absl::CEscape(CurrentKey(kForum)),
            "\\002registry\\000\\001\\002current\\000\\001\\002forums\\000\\001\\002a\\000\\001");
  EXPECT_EQ(absl::CEscape(RevisionKey(kForum, 7)),
            "\\002registry\\000\\001\\002revision\\000\\001\\002forums\\000\\001\\002a\\000\\001"
            "\\003\\200\\000\\000\\000\\000\\000\\000\\007");
  EXPECT_EQ(absl::CEscape(FacetKey(kForum, kCountry, 7)),
            "\\002registry\\000\\001\\002facet\\000\\001\\002forums\\000\\001\\002country\\000\\001\\002KAZ\\"
            "000\\001\\002a\\000\\001"
            "\\003\\200\\000\\000\\000\\000\\000\\000\\007");
  EXPECT_EQ(absl::CEscape(ReferrerKey({"parties", "p"}, kForum)),
            "\\002registry\\000\\001\\002referrer\\000\\001\\002parties\\000\\001\\002p\\000\\001\\002forums"
            "\\000\\001\\002a\\000\\001");
}

TEST(RevisionRange, EndsWithTheLastSequence) {
  const kv::Range range = RevisionRange(kForum, 7);
  EXPECT_TRUE(Contains(range, RevisionKey(kForum, 1)));
  EXPECT_TRUE(Contains(range, RevisionKey(kForum, 7)));
  EXPECT_FALSE(Contains(range, RevisionKey(kForum, 8)));
  EXPECT_FALSE(Contains(range, RevisionKey({"forums", "a-1"}, 1)));
  EXPECT_TRUE(Contains(RevisionRange(kForum, std::numeric_limits<int64_t>::max()),
                       RevisionKey(kForum, std::numeric_limits<int64_t>::max())));
}

TEST(FacetRange, HoldsOneFacetFromAnIdOn) {
  const kv::Range range = FacetRange("forums", kCountry, "b");
  EXPECT_FALSE(Contains(range, FacetKey({"forums", "a-9"}, kCountry, 1)));
  EXPECT_TRUE(Contains(range, FacetKey({"forums", "b"}, kCountry, 1)));
  EXPECT_TRUE(Contains(range, FacetKey({"forums", "z"}, kCountry, 1)));
  EXPECT_FALSE(Contains(range, FacetKey({"forums", "b"}, {"country", "TJK"}, 1)));
  EXPECT_TRUE(Contains(FacetRange(kForum, kCountry), FacetKey(kForum, kCountry, 9)));
  EXPECT_FALSE(Contains(FacetRange(kForum, kCountry), FacetKey({"forums", "ab"}, kCountry, 9)));
}

TEST(ReadKeys, GivesWhatWasWritten) {
  ASSERT_OK_AND_ASSIGN(const FacetKeyParts facet, ReadFacetKey(FacetKey(kForum, kCountry, 7)));
  EXPECT_EQ(facet.id, "a");
  EXPECT_EQ(facet.sequence, 7);
  ASSERT_OK_AND_ASSIGN(const ResourceName referrer, ReadReferrerKey(ReferrerKey({"parties", "p"}, kForum)));
  EXPECT_EQ(referrer, kForum);
  EXPECT_THAT(ReadFacetKey(CurrentKey(kForum)), HasReason("CORRUPT"));
  EXPECT_THAT(ReadReferrerKey("nonsense"), HasReason("CORRUPT"));
}

}  // namespace
}  // namespace karvan::agreements
