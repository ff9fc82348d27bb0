#include "services/statistics/api/release_lifecycle_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/release_handlers.h"
#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using testing::Day;
using ::testing::HasSubstr;

constexpr char kOneRow[] = "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,255.8\n";

class ReleaseLifecycleHandlersTest : public ::testing::Test {
 protected:
  ReleaseLifecycleHandlersTest() { repositories_.AddDataset("tj"); }

  std::string Filled() {
    const std::string name = repositories_.AddDraft("tj");
    EXPECT_OK(repositories_.Import(name, kOneRow));
    return name;
  }

  absl::StatusOr<v1::Release> Create(const v1::Release& release) {
    v1::CreateReleaseRequest request;
    request.set_parent("datasets/tj");
    *request.mutable_release() = release;
    return ReleaseHandlers(repositories_.releases).CreateRelease(repositories_.call, request);
  }

  // A request that names a release.
  template <typename Request>
  static Request For(const std::string& name) {
    Request request;
    request.set_name(name);
    return request;
  }

  testing::MemoryRepositories repositories_;
  const rpc::CallContext& call_ = repositories_.call;
  ReleaseLifecycleHandlers handlers_{repositories_.releases};
};

TEST_F(ReleaseLifecycleHandlersTest, FromDraftToRetraction) {
  const std::string name = Filled();
  ASSERT_OK_AND_ASSIGN(v1::Release release,
                       handlers_.ValidateRelease(call_, For<v1::ValidateReleaseRequest>(name)));
  EXPECT_EQ(release.state(), v1::Release::STATE_VALIDATED);
  EXPECT_EQ(release.validation().new_count(), 1);
  EXPECT_EQ(release.validation().validate_time().seconds(), absl::ToUnixSeconds(Day(10)));
  ASSERT_OK_AND_ASSIGN(release, handlers_.PublishRelease(call_, For<v1::PublishReleaseRequest>(name)));
  EXPECT_EQ(release.state(), v1::Release::STATE_PUBLISHED);
  auto retract = For<v1::RetractReleaseRequest>(name);
  EXPECT_THAT(handlers_.RetractRelease(call_, retract).status(),
              HasFieldViolation("reason", HasSubstr("must say why")));
  retract.set_reason(std::string(501, 'x'));
  EXPECT_THAT(handlers_.RetractRelease(call_, retract).status(),
              HasFieldViolation("reason", HasSubstr("501 characters")));
  retract.set_reason("in dollars, not thousands");
  ASSERT_OK_AND_ASSIGN(release, handlers_.RetractRelease(call_, retract));
  EXPECT_EQ(release.state(), v1::Release::STATE_RETRACTED);
  EXPECT_EQ(release.retraction_reason(), "in dollars, not thousands");
  EXPECT_EQ(release.retraction_sequence(), 2);
  EXPECT_EQ(release.retract_time().seconds(), absl::ToUnixSeconds(Day(10)));
  EXPECT_THAT(handlers_.RetractRelease(call_, retract), HasReason("RELEASE_STATE"));
}

TEST_F(ReleaseLifecycleHandlersTest, Embargoes) {
  const std::string name = Filled();
  auto publish = For<v1::PublishReleaseRequest>(name);
  publish.mutable_embargo_time()->set_seconds(absl::ToUnixSeconds(Day(10)));
  EXPECT_THAT(handlers_.PublishRelease(call_, publish).status(),
              HasFieldViolation("embargo_time", HasSubstr("later than now")));
  publish.mutable_embargo_time()->set_nanos(-1);
  EXPECT_THAT(handlers_.PublishRelease(call_, publish).status(),
              HasFieldViolation("embargo_time", HasSubstr("nanos")));
  publish.mutable_embargo_time()->set_nanos(0);
  publish.mutable_embargo_time()->set_seconds(absl::ToUnixSeconds(Day(12)));
  ASSERT_OK_AND_ASSIGN(v1::Release release, handlers_.PublishRelease(call_, publish));
  EXPECT_EQ(release.state(), v1::Release::STATE_EMBARGOED);
  EXPECT_EQ(release.sequence(), 0);

  auto move = For<v1::MoveEmbargoRequest>(name);
  EXPECT_THAT(handlers_.MoveEmbargo(call_, move).status(),
              HasFieldViolation("embargo_time", HasSubstr("must be given")));
  move.mutable_embargo_time()->set_seconds(absl::ToUnixSeconds(Day(14)));
  ASSERT_OK_AND_ASSIGN(release, handlers_.MoveEmbargo(call_, move));
  EXPECT_EQ(release.embargo_time().seconds(), absl::ToUnixSeconds(Day(14)));
  ASSERT_OK_AND_ASSIGN(release, handlers_.CancelEmbargo(call_, For<v1::CancelEmbargoRequest>(name)));
  EXPECT_EQ(release.state(), v1::Release::STATE_VALIDATED);
  EXPECT_THAT(handlers_.CancelEmbargo(call_, For<v1::CancelEmbargoRequest>(name)),
              HasReason("RELEASE_STATE"));
}

TEST_F(ReleaseLifecycleHandlersTest, AReplacementSaysWhatItReplaces) {
  v1::Release said;
  said.set_mode(v1::Release::MODE_REPLACE);
  said.mutable_scope()->add_partners("KAZ");
  said.set_allow_empty(true);
  ASSERT_OK_AND_ASSIGN(const v1::Release created, Create(said));
  EXPECT_EQ(created.mode(), v1::Release::MODE_REPLACE);
  EXPECT_EQ(created.scope().partners(0), "KAZ");
  EXPECT_TRUE(created.allow_empty());
  said.mutable_scope()->add_partners("Kazakhstan");
  EXPECT_THAT(Create(said).status(), HasFieldViolation("release.scope.partners[1]", HasSubstr("Kazakhstan")));
  said.set_mode(v1::Release::MODE_DELTA);
  EXPECT_THAT(Create(said).status(), HasFieldViolation("release.scope", HasSubstr("REPLACE")));
  EXPECT_THAT(Create(said).status(), HasFieldViolation("release.allow_empty", HasSubstr("REPLACE")));
  said.set_mode(static_cast<v1::Release::Mode>(9));
  EXPECT_THAT(Create(said).status(), HasFieldViolation("release.mode", HasSubstr("must be one of")));
  EXPECT_EQ(Create(v1::Release())->mode(), v1::Release::MODE_DELTA);
}

TEST_F(ReleaseLifecycleHandlersTest, NamesAreChecked) {
  EXPECT_THAT(handlers_.ValidateRelease(call_, For<v1::ValidateReleaseRequest>("releases/1")).status(),
              HasFieldViolation("name", HasSubstr("datasets/")));
  EXPECT_THAT(handlers_.CancelEmbargo(call_, For<v1::CancelEmbargoRequest>("datasets/tj/releases/9")),
              HasReason("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace karvan::statistics
