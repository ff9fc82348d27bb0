// What ResourceRepository promises of resources that name others.
#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/testing/samples.h"
#include "services/agreements/storage/testing/repository_fixture.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::SampleClaim;
using ::karvan::agreements::testing::SampleForum;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

class RepositoryReferenceTest : public testing::RepositoryTest {
 protected:
  // The forum of the samples, with the parties that it names.
  void CreateForum() {
    CreateParty("kazakhstan");
    CreateParty("tajikistan");
    ASSERT_OK(forums().Create("dushanbe-2024", SampleForum(), {}));
  }
};
INSTANTIATE_FOR_EVERY_ENGINE(RepositoryReferenceTest);

TEST_P(RepositoryReferenceTest, WantsWhatIsNamedToExist) {
  CreateParty("tajikistan");
  const auto forum = forums().Create("dushanbe-2024", SampleForum(), {});
  EXPECT_THAT(forum, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(forum, HasReason("REFERENCE_NOT_FOUND"));
  EXPECT_EQ(ErrorMetadata(forum.status(), "field"), "forum.delegations[0].party");
  EXPECT_EQ(ErrorMetadata(forum.status(), "resource"), "parties/kazakhstan");
  CreateParty("kazakhstan");
  EXPECT_OK(forums().Create("dushanbe-2024", SampleForum(), {}));
}

TEST_P(RepositoryReferenceTest, TakesADeletedResourceForMissing) {
  CreateForum();
  ASSERT_OK(forums().Delete("dushanbe-2024", "", {}));
  const auto claim = claims().Create("c", SampleClaim(), {});
  EXPECT_THAT(claim, HasReason("REFERENCE_NOT_FOUND"));
  EXPECT_EQ(ErrorMetadata(claim.status(), "field"), "claim.forum");
}

TEST_P(RepositoryReferenceTest, ChecksUpdatesToo) {
  CreateForum();
  CreateClaim("c");
  const auto attach = [](absl::string_view forum) {
    return [forum](Claim claim) -> absl::StatusOr<Claim> {
      claim.forum = std::string(forum);
      return claim;
    };
  };
  EXPECT_THAT(claims().Update("c", "", attach("forums/other"), {}), HasReason("REFERENCE_NOT_FOUND"));
  EXPECT_OK(claims().Update("c", "", attach("forums/dushanbe-2024"), {}));
  EXPECT_THAT(forums().Delete("dushanbe-2024", "", {}), HasReason("STILL_REFERENCED"));
  EXPECT_OK(claims().Update("c", "", attach(""), {}));
  EXPECT_OK(forums().Delete("dushanbe-2024", "", {}));
}

TEST_P(RepositoryReferenceTest, KeepsWhatIsNamed) {
  CreateForum();
  CreateClaim("c", "forums/dushanbe-2024");
  const auto deleted = forums().Delete("dushanbe-2024", "", {});
  EXPECT_THAT(deleted, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("named by claims/c")));
  EXPECT_THAT(deleted, HasReason("STILL_REFERENCED"));
  EXPECT_EQ(ErrorMetadata(deleted.status(), "referrers"), "claims/c");

  ASSERT_OK(claims().Delete("c", "", {}));
  EXPECT_OK(forums().Delete("dushanbe-2024", "", {}));
  EXPECT_OK(parties().Delete("kazakhstan", "", {}));
}

TEST_P(RepositoryReferenceTest, NamesUpToTenReferrers) {
  CreateForum();
  for (int i = 100; i < 111; ++i) CreateClaim(absl::StrCat("c-", i), "forums/dushanbe-2024");
  const auto deleted = forums().Delete("dushanbe-2024", "", {});
  EXPECT_EQ(
      ErrorMetadata(deleted.status(), "referrers"),
      "claims/c-100, claims/c-101, claims/c-102, claims/c-103, claims/c-104, claims/c-105, claims/c-106, "
      "claims/c-107, claims/c-108, claims/c-109");
  EXPECT_THAT(deleted, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("and others")));
}

TEST_P(RepositoryReferenceTest, CountsAPartyNamedTwiceOnce) {
  CreateParty("tajikistan");
  Forum forum = SampleForum();
  forum.delegations[0].party = "parties/tajikistan";  // also a host
  ASSERT_OK(forums().Create("a", forum, {}));
  EXPECT_EQ(ErrorMetadata(parties().Delete("tajikistan", "", {}).status(), "referrers"), "forums/a");
  const auto only_host = [](Forum f) -> absl::StatusOr<Forum> {
    f.delegations.clear();
    return f;
  };
  ASSERT_OK(forums().Update("a", "", only_host, {}));
  EXPECT_THAT(parties().Delete("tajikistan", "", {}), HasReason("STILL_REFERENCED"));
}

TEST_P(RepositoryReferenceTest, ReferencesWithinACollection) {
  EXPECT_THAT(targets().Create("b", TargetRestating("targets/a"), {}), HasReason("REFERENCE_NOT_FOUND"));
  ASSERT_OK(targets().Create("a", TargetRestating(""), {}));
  ASSERT_OK(targets().Create("b", TargetRestating("targets/a"), {}));
  EXPECT_THAT(targets().Delete("a", "", {}), HasReason("STILL_REFERENCED"));
}

TEST_P(RepositoryReferenceTest, RefusesAResourceThatLeadsToItself) {
  const auto restating = [](absl::string_view name) {
    return [name](Target) -> absl::StatusOr<Target> { return TargetRestating(name); };
  };
  EXPECT_THAT(targets().Create("a", TargetRestating("targets/a"), {}), HasReason("REFERENCE_NOT_FOUND"));
  ASSERT_OK(targets().Create("a", TargetRestating(""), {}));
  ASSERT_OK(targets().Create("b", TargetRestating("targets/a"), {}));
  ASSERT_OK(targets().Create("c", TargetRestating("targets/b"), {}));
  for (const char* name : {"targets/a", "targets/b", "targets/c"}) {
    EXPECT_THAT(targets().Update("a", "", restating(name), {}),
                HasFieldViolation("target.restates", HasSubstr("leads back to the resource itself")));
  }
  EXPECT_OK(targets().Update("c", "", restating("targets/a"), {}));
}

}  // namespace
}  // namespace karvan::agreements
