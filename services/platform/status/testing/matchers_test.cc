#include "services/platform/status/testing/matchers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace karvan::testing {
namespace {

using ::testing::_;
using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(MatchersTest, IsOk) {
  EXPECT_THAT(absl::OkStatus(), IsOk());
  EXPECT_THAT(absl::StatusOr<int>(1), IsOk());
  EXPECT_THAT(absl::AbortedError("x"), Not(IsOk()));
  EXPECT_THAT(absl::StatusOr<int>(absl::AbortedError("x")), Not(IsOk()));
}

TEST(MatchersTest, StatusIs) {
  EXPECT_THAT(absl::AbortedError("lost a race"), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(absl::AbortedError("lost a race"), StatusIs(absl::StatusCode::kAborted, "lost a race"));
  EXPECT_THAT(absl::StatusOr<int>(absl::AbortedError("lost a race")),
              StatusIs(absl::StatusCode::kAborted, HasSubstr("race")));
  EXPECT_THAT(absl::AbortedError("lost a race"), Not(StatusIs(absl::StatusCode::kUnknown)));
  EXPECT_THAT(absl::AbortedError("lost a race"), Not(StatusIs(absl::StatusCode::kAborted, "race")));
}

TEST(MatchersTest, HasReason) {
  absl::Status status = Error(absl::StatusCode::kAborted, "CONFLICT", "x");
  EXPECT_THAT(status, HasReason("CONFLICT"));
  EXPECT_THAT(absl::StatusOr<int>(status), HasReason(std::string("CONFLICT")));
  EXPECT_THAT(status, Not(HasReason("OTHER")));
  EXPECT_THAT(absl::AbortedError("x"), Not(HasReason("CONFLICT")));
}

TEST(MatchersTest, HasFieldViolation) {
  absl::Status status = InvalidFields({{"name", "is empty"}, {"flow", "\"Z\" is not a flow"}});
  EXPECT_THAT(status, HasFieldViolation("name", "is empty"));
  EXPECT_THAT(status, HasFieldViolation("flow", HasSubstr("Z")));
  EXPECT_THAT(status, HasFieldViolation(_, HasSubstr("not a flow")));
  EXPECT_THAT(status, Not(HasFieldViolation("name", HasSubstr("not a flow"))));
  EXPECT_THAT(absl::OkStatus(), Not(HasFieldViolation(_, _)));
}

TEST(MatchersTest, IsOkAndHolds) {
  EXPECT_THAT(absl::StatusOr<int>(7), IsOkAndHolds(7));
  EXPECT_THAT(absl::StatusOr<int>(7), IsOkAndHolds(Gt(6)));
  EXPECT_THAT(absl::StatusOr<std::vector<int>>({1, 2}), IsOkAndHolds(ElementsAre(1, 2)));
  EXPECT_THAT(absl::StatusOr<std::string>("text"), IsOkAndHolds("text"));
  EXPECT_THAT(absl::StatusOr<int>(7), Not(IsOkAndHolds(8)));
  EXPECT_THAT(absl::StatusOr<int>(absl::AbortedError("x")), Not(IsOkAndHolds(7)));
}

TEST(MatchersTest, AssignMacro) {
  ASSERT_OK_AND_ASSIGN(int number, absl::StatusOr<int>(7));
  ASSERT_OK_AND_ASSIGN(number, absl::StatusOr<int>(number + 1));
  EXPECT_EQ(number, 8);
  ASSERT_OK(absl::OkStatus());
  EXPECT_OK(absl::StatusOr<int>(1));
}

TEST(MatchersTest, SayWhatWasFound) {
  ::testing::Matcher<absl::Status> matcher = HasReason("OTHER");
  ::testing::StringMatchResultListener listener;
  EXPECT_FALSE(matcher.MatchAndExplain(Error(absl::StatusCode::kAborted, "CONFLICT", "lost"), &listener));
  EXPECT_THAT(listener.str(), HasSubstr("ABORTED: lost"));
  EXPECT_THAT(listener.str(), HasSubstr("CONFLICT"));
}

}  // namespace
}  // namespace karvan::testing
