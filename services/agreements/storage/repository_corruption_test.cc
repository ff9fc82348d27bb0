// Rows that cannot be read are reported, never taken for missing.
#include <gmock/gmock.h>

#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/rows.pb.h"
#include "services/agreements/storage/testing/repository_fixture.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;

class RepositoryCorruptionTest : public testing::RepositoryTest {
 protected:
  void Overwrite(const std::string& key, const std::string& value) {
    ASSERT_OK(store().Commit(kv::Batch().Put(key, value)));
  }
};
INSTANTIATE_FOR_EVERY_ENGINE(RepositoryCorruptionTest);

TEST_P(RepositoryCorruptionTest, OfARecord) {
  CreateParty("a");
  Overwrite(CurrentKey({"parties", "a"}), "\xff\xff");
  EXPECT_THAT(parties().Get("a"), StatusIs(absl::StatusCode::kDataLoss, "a row of parties/a cannot be read"));
  EXPECT_THAT(parties().Get("a"), HasReason("CORRUPT"));
  EXPECT_THAT(parties().List({}), HasReason("CORRUPT"));
  EXPECT_THAT(Move("a", "TJK"), HasReason("CORRUPT"));
}

TEST_P(RepositoryCorruptionTest, OfAContent) {
  CreateParty("a");
  storage::RecordRow row;
  row.set_revision(1);
  row.set_content("\xff\xff");
  Overwrite(CurrentKey({"parties", "a"}), row.SerializeAsString());
  EXPECT_THAT(parties().Get("a"), HasReason("CORRUPT"));
  v1::Claim claim;
  claim.set_period("never");
  row.set_content(claim.SerializeAsString());
  Overwrite(CurrentKey({"claims", "c"}), row.SerializeAsString());
  EXPECT_THAT(claims().Get("c"), HasReason("CORRUPT"));
}

TEST_P(RepositoryCorruptionTest, OfARowThatIsMissing) {
  CreateParty("a");
  ASSERT_OK(store().Commit(kv::Batch().Delete(CurrentKey({"parties", "a"}))));
  EXPECT_THAT(parties().List({}), HasReason("CORRUPT"));
}

TEST_P(RepositoryCorruptionTest, OfTheHead) {
  CreateParty("a");
  Overwrite(ledger::HeadKey(kRegistryDomain), "\x01\xff");
  EXPECT_THAT(parties().List({}), HasReason("CORRUPT"));
  EXPECT_THAT(Move("a", "TJK"), HasReason("CORRUPT"));
}

TEST_P(RepositoryCorruptionTest, RefusesAnotherFormat) {
  Overwrite(ledger::HeadKey(kRegistryDomain), "\x02");
  EXPECT_THAT(parties().Create("a", PartyOf("KAZ"), {}),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       "the log of registry is in format 2, but this version reads format 1"));
}

}  // namespace
}  // namespace karvan::agreements
