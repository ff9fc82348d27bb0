#include "services/statistics/domain/release.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::Optional;

Release Draft() {
  Release release;
  release.dataset = "tj-stat";
  release.number = 3;
  release.observation_count = 10;
  return release;
}

TEST(ReleaseTest, Name) { EXPECT_EQ(ReleaseName("tj-stat", 3), "datasets/tj-stat/releases/3"); }

TEST(ReleaseTest, ADraftCanBecomeEverything) {
  EXPECT_OK(CheckCanImport(Draft()));
  EXPECT_OK(CheckCanPublish(Draft()));
  EXPECT_OK(CheckCanAbandon(Draft()));
}

TEST(ReleaseTest, PublishedAndAbandonedAreFinal) {
  for (auto [state, name] :
       {std::pair(ReleaseState::kPublished, "PUBLISHED"), std::pair(ReleaseState::kAbandoned, "ABANDONED")}) {
    Release release = Draft();
    release.state = state;
    for (auto check : {CheckCanImport, CheckCanPublish, CheckCanAbandon}) {
      absl::Status status = check(release);
      EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
      EXPECT_THAT(status, HasReason("RELEASE_STATE"));
      EXPECT_THAT(ErrorMetadata(status, "state"), Optional(std::string(name)));
      EXPECT_THAT(ErrorMetadata(status, "allowed"), Optional(std::string("DRAFT")));
    }
  }
}

TEST(ReleaseTest, ProblemsAndEmptinessForbidPublication) {
  Release release = Draft();
  release.problem_count = 2;
  EXPECT_THAT(CheckCanPublish(release), HasReason("RELEASE_HAS_PROBLEMS"));
  EXPECT_THAT(ErrorMetadata(CheckCanPublish(release), "problems"), Optional(std::string("2")));
  EXPECT_OK(CheckCanAbandon(release));

  release = Draft();
  release.observation_count = 0;
  EXPECT_THAT(CheckCanPublish(release), HasReason("RELEASE_EMPTY"));
}

}  // namespace
}  // namespace karvan::statistics
