#include "services/statistics/domain/release.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Optional;

Release Draft() {
  Release release;
  release.dataset = "tj-stat";
  release.number = 3;
  release.observation_count = 10;
  return release;
}

TEST(ReleaseTest, Name) { EXPECT_EQ(ReleaseName("tj-stat", 3), "datasets/tj-stat/releases/3"); }

// What can be done in each state.
TEST(ReleaseTest, StatesAllowWhatTheyAllow) {
  using Check = absl::Status (*)(const Release&);
  const std::vector<std::pair<Check, std::string>> checks = {
      {CheckCanImport, "import"},   {CheckCanValidate, "validate"}, {CheckCanPublish, "publish"},
      {CheckCanEmbargo, "embargo"}, {CheckIsEmbargoed, "move"},     {CheckCanRetract, "retract"},
      {CheckCanAbandon, "abandon"}};
  const std::map<ReleaseState, std::string> allowed = {
      {ReleaseState::kDraft, "import validate publish embargo abandon "},
      {ReleaseState::kValidated, "import validate publish embargo abandon "},
      {ReleaseState::kEmbargoed, "publish move "},
      {ReleaseState::kPublished, "retract "},
      {ReleaseState::kRetracted, ""},
      {ReleaseState::kAbandoned, ""}};
  for (const auto& [state, expected] : allowed) {
    Release release = Draft();
    release.state = state;
    std::string found;
    for (const auto& [check, name] : checks) {
      if (check(release).ok()) {
        found += name + " ";
      } else {
        EXPECT_THAT(check(release), HasReason("RELEASE_STATE"));
      }
    }
    EXPECT_EQ(found, expected) << static_cast<int>(state);
    EXPECT_EQ(IsPending(state), expected.find("publish") != std::string::npos);
  }
}

TEST(ReleaseTest, StateErrorsSayWhatIsAllowed) {
  Release release = Draft();
  release.state = ReleaseState::kAbandoned;
  const absl::Status status = CheckCanImport(release);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(ErrorMetadata(status, "state"), Optional(std::string("ABANDONED")));
  EXPECT_THAT(ErrorMetadata(status, "allowed"), Optional(std::string("DRAFT,VALIDATED")));
  EXPECT_EQ(status.message(),
            "datasets/tj-stat/releases/3 is ABANDONED: only a DRAFT or VALIDATED release can take files");
}

TEST(ReleaseTest, AnEmptyReleaseHasToSaySo) {
  Release release = Draft();
  release.observation_count = 0;
  release.mode = ReleaseMode::kReplace;
  EXPECT_THAT(CheckCanValidate(release), HasReason("RELEASE_EMPTY"));
  release.allow_empty = true;
  EXPECT_OK(CheckCanValidate(release));
  EXPECT_OK(CheckCanPublish(release));
}

TEST(ReleaseTest, EmbargoesLieAheadButNotFar) {
  const absl::Time now = absl::FromUnixSeconds(1'724'000'000);
  EXPECT_OK(CheckEmbargoTime(now + absl::Seconds(1), now));
  EXPECT_OK(CheckEmbargoTime(now + kMaxEmbargo, now));
  EXPECT_THAT(CheckEmbargoTime(now, now), HasFieldViolation("embargo_time", HasSubstr("later than now")));
  EXPECT_THAT(CheckEmbargoTime(now + kMaxEmbargo + absl::Seconds(1), now),
              HasFieldViolation("embargo_time", HasSubstr("366 days")));
}

TEST(ReleaseTest, FinalFiguresChangeOnlyWithAReason) {
  Release release = Draft();
  ValidationReport report;
  report.changed_count = 9;
  EXPECT_OK(CheckRevisionReason(release, report));
  report.final_changed_count = 2;
  const absl::Status status = CheckRevisionReason(release, report);
  EXPECT_THAT(status, HasReason("REVISION_REASON_MISSING"));
  EXPECT_THAT(ErrorMetadata(status, "cells"), Optional(std::string("2")));
  release.revision_reason = "late declarations";
  EXPECT_OK(CheckRevisionReason(release, report));
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
