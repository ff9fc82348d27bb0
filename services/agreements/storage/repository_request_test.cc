// What ResourceRepository promises of repeated requests.
#include <gmock/gmock.h>

#include "services/agreements/storage/testing/repository_fixture.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;

class RepositoryRequestTest : public testing::RepositoryTest {
 protected:
  static WriteOptions Request(absl::string_view id, uint64_t payload = 1,
                              absl::string_view caller = "ministry",
                              absl::string_view method = "CreateParty") {
    WriteOptions options;
    options.request = {std::string(caller), std::string(method), std::string(id), payload};
    return options;
  }
};
INSTANTIATE_FOR_EVERY_ENGINE(RepositoryRequestTest);

TEST_P(RepositoryRequestTest, GivesARepeatTheFirstAnswer) {
  ASSERT_OK_AND_ASSIGN(const auto first, parties().Create("a", PartyOf("KAZ"), Request("r")));
  ASSERT_OK(Move("a", "TJK"));
  ASSERT_OK_AND_ASSIGN(const auto repeat, parties().Create("a", PartyOf("KAZ"), Request("r")));
  EXPECT_EQ(repeat.lifecycle, first.lifecycle);
  EXPECT_EQ(repeat.content, first.content);
  // Also when the server would choose another id this time.
  ASSERT_OK_AND_ASSIGN(const auto other_id, parties().Create("b", PartyOf("KAZ"), Request("r")));
  EXPECT_EQ(other_id.id, "a");
  EXPECT_THAT(parties().Get("b"), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(RepositoryRequestTest, RemembersUpdatesAndDeletes) {
  CreateParty("a");
  const WriteOptions update = Request("r", 2, "ministry", "UpdateParty");
  ASSERT_OK_AND_ASSIGN(const auto moved, Move("a", "TJK", "", update));
  const WriteOptions remove = Request("r", 3, "ministry", "DeleteParty");
  ASSERT_OK_AND_ASSIGN(const auto deleted, parties().Delete("a", "", remove));
  EXPECT_EQ(Move("a", "TJK", "", update)->lifecycle, moved.lifecycle);
  EXPECT_EQ(parties().Delete("a", "", remove)->lifecycle, deleted.lifecycle);
}

TEST_P(RepositoryRequestTest, RefusesAnIdWithAnotherPayload) {
  ASSERT_OK(parties().Create("a", PartyOf("KAZ"), Request("r", 1)));
  const auto reused = parties().Create("b", PartyOf("TJK"), Request("r", 2));
  EXPECT_THAT(reused, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(reused, HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(parties().Get("b"), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(RepositoryRequestTest, KeepsCallersAndMethodsApart) {
  ASSERT_OK(parties().Create("a", PartyOf("KAZ"), Request("r", 1)));
  EXPECT_EQ(parties().Create("b", PartyOf("KAZ"), Request("r", 2, "bank"))->id, "b");
  EXPECT_EQ(parties().Create("c", PartyOf("KAZ"), Request("r", 3, "ministry", "Other"))->id, "c");
}

TEST_P(RepositoryRequestTest, ForgetsRequestsThatFailedOrOnlyValidated) {
  EXPECT_THAT(Move("a", "TJK", "", Request("r", 1)), HasReason("RESOURCE_NOT_FOUND"));
  WriteOptions validate = Request("r", 2);
  validate.validate_only = true;
  ASSERT_OK(parties().Create("a", PartyOf("KAZ"), validate));
  EXPECT_OK(parties().Create("a", PartyOf("KAZ"), Request("r", 3)));
}

TEST_P(RepositoryRequestTest, RemembersOverAReopening) {
  ASSERT_OK_AND_ASSIGN(const auto first, parties().Create("a", PartyOf("KAZ"), Request("r")));
  Reopen();
  EXPECT_EQ(parties().Create("a", PartyOf("KAZ"), Request("r"))->lifecycle, first.lifecycle);
}

TEST_P(RepositoryRequestTest, RemembersForSevenDays) {
  ASSERT_OK(parties().Create("a", PartyOf("KAZ"), Request("r")));
  clock_.Advance(absl::Hours(24 * 7));
  EXPECT_OK(parties().Create("a", PartyOf("KAZ"), Request("r")));
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT(parties().Create("a", PartyOf("KAZ"), Request("r")), HasReason("RESOURCE_EXISTS"));
}

}  // namespace
}  // namespace karvan::agreements
