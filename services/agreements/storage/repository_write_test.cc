// What ResourceRepository promises of single writes.
#include <gmock/gmock.h>

#include "services/agreements/domain/testing/samples.h"
#include "services/agreements/storage/testing/repository_fixture.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::SampleForum;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

class RepositoryWriteTest : public testing::RepositoryTest {};
INSTANTIATE_FOR_EVERY_ENGINE(RepositoryWriteTest);

TEST_P(RepositoryWriteTest, CreatesTheFirstRevision) {
  ASSERT_OK_AND_ASSIGN(const Resource<Party> created, parties().Create("kazakhstan", PartyOf("KAZ"), {}));
  EXPECT_EQ(created.id, "kazakhstan");
  EXPECT_EQ(created.content, PartyOf("KAZ"));
  EXPECT_EQ(created.lifecycle.revision, 1);
  EXPECT_EQ(created.lifecycle.create_time, clock_.Now());
  EXPECT_EQ(created.lifecycle.update_time, clock_.Now());
  EXPECT_EQ(created.lifecycle.delete_time, std::nullopt);
  EXPECT_EQ(created.lifecycle.etag.size(), 16u);

  ASSERT_OK_AND_ASSIGN(const Resource<Party> got, parties().Get("kazakhstan"));
  EXPECT_EQ(got.content, created.content);
  EXPECT_EQ(got.lifecycle, created.lifecycle);
}

TEST_P(RepositoryWriteTest, KeepsCollectionsApart) {
  CreateParty("a");
  CreateClaim("a");
  EXPECT_OK(parties().Get("a"));
  EXPECT_THAT(forums().Get("a"), StatusIs(absl::StatusCode::kNotFound, "forums/a does not exist"));
  EXPECT_THAT(forums().Get("a"), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(RepositoryWriteTest, RefusesATakenId) {
  CreateParty("a");
  const auto again = parties().Create("a", PartyOf("TJK"), {});
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(again, HasReason("RESOURCE_EXISTS"));
  EXPECT_EQ(ErrorMetadata(again.status(), "resource"), "parties/a");
  ASSERT_OK(parties().Delete("a", "", {}));
  EXPECT_THAT(parties().Create("a", PartyOf("TJK"), {}), HasReason("RESOURCE_EXISTS"));
}

TEST_P(RepositoryWriteTest, UpdatesToTheNextRevision) {
  const Resource<Party> created = CreateParty("a");
  clock_.Advance(absl::Seconds(5));
  ASSERT_OK_AND_ASSIGN(const Resource<Party> moved, Move("a", "TJK", created.lifecycle.etag));
  EXPECT_EQ(moved.content.country, "TJK");
  EXPECT_EQ(moved.lifecycle.revision, 2);
  EXPECT_EQ(moved.lifecycle.create_time, created.lifecycle.create_time);
  EXPECT_EQ(moved.lifecycle.update_time, created.lifecycle.update_time + absl::Seconds(5));
  EXPECT_NE(moved.lifecycle.etag, created.lifecycle.etag);
  EXPECT_EQ(parties().Get("a")->lifecycle, moved.lifecycle);
}

TEST_P(RepositoryWriteTest, ChangesTheEtagEvenWhenNothingElseChanges) {
  const Resource<Party> created = CreateParty("a", "KAZ");
  ASSERT_OK_AND_ASSIGN(const Resource<Party> same, Move("a", "KAZ"));
  EXPECT_NE(same.lifecycle.etag, created.lifecycle.etag);
}

TEST_P(RepositoryWriteTest, RefusesAnOldEtag) {
  const Resource<Party> created = CreateParty("a");
  ASSERT_OK(Move("a", "TJK", created.lifecycle.etag));
  for (const absl::Status& status : {Move("a", "UZB", created.lifecycle.etag).status(),
                                     parties().Delete("a", created.lifecycle.etag, {}).status()}) {
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kAborted, HasSubstr("read it again")));
    EXPECT_THAT(status, HasReason("ETAG_MISMATCH"));
  }
  EXPECT_EQ(parties().Get("a")->content.country, "TJK");
}

TEST_P(RepositoryWriteTest, LeavesAllAsItWasWhenAnEditFails) {
  CreateParty("a");
  const auto fail = [](Party) -> absl::StatusOr<Party> { return absl::InvalidArgumentError("no"); };
  EXPECT_THAT(parties().Update("a", "", fail, {}), StatusIs(absl::StatusCode::kInvalidArgument, "no"));
  EXPECT_EQ(parties().Get("a")->lifecycle.revision, 1);
}

TEST_P(RepositoryWriteTest, DeletesSoftly) {
  CreateParty("a");
  clock_.Advance(absl::Seconds(5));
  ASSERT_OK_AND_ASSIGN(const Resource<Party> deleted, parties().Delete("a", "", {}));
  EXPECT_EQ(deleted.lifecycle.delete_time, clock_.Now());
  EXPECT_EQ(deleted.lifecycle.revision, 2);
  EXPECT_EQ(parties().Get("a")->lifecycle, deleted.lifecycle);
  EXPECT_THAT(Move("a", "TJK"), HasReason("RESOURCE_DELETED"));
  EXPECT_THAT(parties().Delete("a", "", {}), HasReason("RESOURCE_DELETED"));
  EXPECT_THAT(parties().Delete("a", "", {}), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_P(RepositoryWriteTest, FindsNothingToChange) {
  EXPECT_THAT(Move("a", "TJK"), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(parties().Delete("a", "", {}), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(RepositoryWriteTest, OnlyValidates) {
  WriteOptions options;
  options.validate_only = true;
  ASSERT_OK_AND_ASSIGN(const Resource<Party> checked, parties().Create("a", PartyOf("KAZ"), options));
  EXPECT_EQ(checked.lifecycle.revision, 1);
  EXPECT_THAT(parties().Get("a"), HasReason("RESOURCE_NOT_FOUND"));

  CreateParty("a");
  ASSERT_OK_AND_ASSIGN(const Resource<Party> moved, Move("a", "TJK", "", options));
  EXPECT_EQ(moved.lifecycle.revision, 2);
  ASSERT_OK(parties().Delete("a", "", options));
  EXPECT_EQ(parties().Get("a")->content.country, "KAZ");
  EXPECT_THAT(parties().Create("a", PartyOf("KAZ"), options), HasReason("RESOURCE_EXISTS"));
}

TEST_P(RepositoryWriteTest, RecordsTimesThatNeverGoBack) {
  const Resource<Party> created = CreateParty("a");
  clock_.Advance(-absl::Hours(1));
  ASSERT_OK_AND_ASSIGN(const Resource<Party> moved, Move("a", "TJK"));
  EXPECT_EQ(moved.lifecycle.update_time, created.lifecycle.create_time);
  EXPECT_EQ(CreateParty("b").lifecycle.create_time, created.lifecycle.create_time);
}

TEST_P(RepositoryWriteTest, RefusesContentThatIsTooLarge) {
  Forum forum = SampleForum();
  forum.sectors.assign(200, std::string(1000, 'x'));
  EXPECT_THAT(forums().Create("a", forum, {}), HasFieldViolation("forum", HasSubstr("at most 61440")));
}

TEST_P(RepositoryWriteTest, TakesTheLargestContentWithAllItNames) {
  Forum forum;
  forum.titles = {{"en", "A forum"}};
  const std::string filler(57, 'x');
  for (int i = 100; i < 300; ++i) {
    const std::string id = absl::StrCat("p-", filler, "-", i);
    CreateParty(id);
    forum.hosts.push_back("parties/" + id);
    forum.delegations.push_back({"parties/" + id, std::string(150, 'h'), std::nullopt});
  }
  ASSERT_GT(EncodeContent(forum).size(), 59'000u);
  EXPECT_OK(forums().Create("a", forum, {}));
  EXPECT_EQ(forums().Get("a")->content, forum);
}

TEST_P(RepositoryWriteTest, KeepsEverythingOverAReopening) {
  CreateParty("a");
  const Resource<Party> moved = Move("a", "TJK").value();
  CreateClaim("c");
  Reopen();
  EXPECT_EQ(parties().Get("a")->lifecycle, moved.lifecycle);
  EXPECT_EQ(parties().Get("a")->content.country, "TJK");
  EXPECT_OK(claims().Get("c"));
  EXPECT_EQ(parties().ListRevisions("a", 0, 10)->items.size(), 2u);
  EXPECT_EQ(Move("a", "UZB")->lifecycle.revision, 3);
}

}  // namespace
}  // namespace karvan::agreements
