#include "services/statistics/api/release_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/release_lifecycle_handlers.h"
#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::testing::HasSubstr;

constexpr char kOneRow[] = "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,255.8\n";

class ReleaseHandlersTest : public ::testing::Test {
 protected:
  ReleaseHandlersTest() { repositories_.AddDataset("tj"); }

  absl::StatusOr<v1::Release> Publish(const v1::PublishReleaseRequest& request) {
    return lifecycle_.PublishRelease(repositories_.call, request);
  }

  testing::MemoryRepositories repositories_;
  ReleaseHandlers handlers_{repositories_.releases};
  ReleaseLifecycleHandlers lifecycle_{repositories_.releases};
};

TEST_F(ReleaseHandlersTest, CreateTakesWhatItSaysAndNoMore) {
  v1::CreateReleaseRequest request;
  request.set_parent("datasets/tj");
  v1::Release& release = *request.mutable_release();
  release.set_finality(v1::Release::FINALITY_PROVISIONAL);
  release.set_revision_reason("late data");
  release.set_description("January-July 2024");
  release.mutable_published_at()->set_seconds(1'724'000'000);
  release.set_state(v1::Release::STATE_PUBLISHED);
  release.set_sequence(9);
  ASSERT_OK_AND_ASSIGN(v1::Release created, handlers_.CreateRelease(repositories_.call, request));
  EXPECT_EQ(created.name(), "datasets/tj/releases/1");
  EXPECT_EQ(created.state(), v1::Release::STATE_DRAFT);
  EXPECT_EQ(created.finality(), v1::Release::FINALITY_PROVISIONAL);
  EXPECT_EQ(created.revision_reason(), "late data");
  EXPECT_EQ(created.description(), "January-July 2024");
  EXPECT_EQ(created.published_at().seconds(), 1'724'000'000);
  EXPECT_EQ(created.sequence(), 0);
  v1::GetReleaseRequest get;
  get.set_name("datasets/tj/releases/1");
  EXPECT_EQ(handlers_.GetRelease(get)->SerializeAsString(), created.SerializeAsString());
}

TEST_F(ReleaseHandlersTest, CreateChecksItsFields) {
  v1::CreateReleaseRequest request;
  request.set_parent("datasets/tj");
  std::string kazakh;
  for (int i = 0; i < 500; ++i) kazakh += "\xD2\x9B";  // one character of two bytes
  request.mutable_release()->set_description(kazakh);
  EXPECT_OK(handlers_.CreateRelease(repositories_.call, request));
  request.mutable_release()->set_description(kazakh + "x");
  request.mutable_release()->set_finality(static_cast<v1::Release::Finality>(7));
  request.mutable_release()->mutable_published_at()->set_nanos(-1);
  absl::Status status = handlers_.CreateRelease(repositories_.call, request).status();
  EXPECT_THAT(status, HasFieldViolation("release.description", HasSubstr("501 characters")));
  EXPECT_THAT(status, HasFieldViolation("release.finality", HasSubstr("must be one of")));
  EXPECT_THAT(status, HasFieldViolation("release.published_at", HasSubstr("nanos")));
  request.Clear();
  request.set_parent("tj");
  EXPECT_THAT(handlers_.CreateRelease(repositories_.call, request).status(),
              HasFieldViolation("parent", HasSubstr("")));
  request.set_parent("datasets/kz");
  EXPECT_THAT(handlers_.CreateRelease(repositories_.call, request), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(ReleaseHandlersTest, PublishWithDateAndEtag) {
  const std::string name = repositories_.AddDraft("tj");
  ASSERT_OK_AND_ASSIGN(v1::ImportObservationsResponse imported, repositories_.Import(name, kOneRow));
  v1::PublishReleaseRequest request;
  request.set_name(name);
  request.mutable_published_at()->set_seconds(1'722'500'000);
  request.set_etag("stale");
  EXPECT_THAT(Publish(request), HasReason("ETAG_MISMATCH"));
  request.set_etag(imported.release().etag());
  request.mutable_published_at()->set_nanos(-1);
  EXPECT_THAT(Publish(request).status(), HasFieldViolation("published_at", HasSubstr("nanos")));
  request.mutable_published_at()->set_nanos(0);
  ASSERT_OK_AND_ASSIGN(v1::Release published, Publish(request));
  EXPECT_EQ(published.state(), v1::Release::STATE_PUBLISHED);
  EXPECT_EQ(published.sequence(), 1);
  EXPECT_EQ(published.published_at().seconds(), 1'722'500'000);
  EXPECT_EQ(published.publish_time().seconds(), absl::ToUnixSeconds(testing::Day(10)));
  EXPECT_EQ(published.observation_count(), 1);
  EXPECT_NE(published.etag(), imported.release().etag());
}

TEST_F(ReleaseHandlersTest, PublishRefusesADateInTheFuture) {
  v1::CreateReleaseRequest create;
  create.set_parent("datasets/tj");
  const int64_t now = absl::ToUnixSeconds(repositories_.clock.Now());
  const int64_t day = 24 * 60 * 60;
  create.mutable_release()->mutable_published_at()->set_seconds(now + 2 * day);  // as planned
  v1::PublishReleaseRequest request;
  request.set_name(handlers_.CreateRelease(repositories_.call, create)->name());
  ASSERT_OK(repositories_.Import(request.name(), kOneRow));
  EXPECT_THAT(Publish(request).status(), HasFieldViolation("published_at", HasSubstr("lies in the future")));
  request.mutable_published_at()->set_seconds(now + day + 1);
  EXPECT_THAT(Publish(request).status(), HasFieldViolation("published_at", HasSubstr("lies in the future")));
  request.mutable_published_at()->set_seconds(now + day);
  ASSERT_OK_AND_ASSIGN(v1::Release published, Publish(request));
  EXPECT_EQ(published.published_at().seconds(), now + day);
}

TEST_F(ReleaseHandlersTest, APlannedDateMayCome) {
  v1::CreateReleaseRequest create;
  create.set_parent("datasets/tj");
  const absl::Time planned = repositories_.clock.Now() + absl::Hours(48);
  create.mutable_release()->mutable_published_at()->set_seconds(absl::ToUnixSeconds(planned));
  v1::PublishReleaseRequest request;
  request.set_name(handlers_.CreateRelease(repositories_.call, create)->name());
  ASSERT_OK(repositories_.Import(request.name(), kOneRow));
  repositories_.clock.Set(planned);
  EXPECT_OK(Publish(request));
}

TEST_F(ReleaseHandlersTest, RequestIdsOfPublish) {
  v1::PublishReleaseRequest request;
  request.set_name(repositories_.AddDraft("tj"));
  ASSERT_OK(repositories_.Import(request.name(), kOneRow));
  request.set_request_id("id-1");
  ASSERT_OK_AND_ASSIGN(v1::Release first, Publish(request));
  EXPECT_EQ(Publish(request)->SerializeAsString(), first.SerializeAsString());
  request.set_request_id("id-2");
  EXPECT_THAT(Publish(request), HasReason("RELEASE_STATE"));
  request.set_request_id("id-1");
  request.set_etag("other");
  EXPECT_THAT(Publish(request), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(ReleaseHandlersTest, Abandon) {
  v1::AbandonReleaseRequest request;
  request.set_name(repositories_.AddDraft("tj"));
  request.set_request_id("id-1");
  ASSERT_OK_AND_ASSIGN(v1::Release abandoned, handlers_.AbandonRelease(repositories_.call, request));
  EXPECT_EQ(abandoned.state(), v1::Release::STATE_ABANDONED);
  EXPECT_OK(handlers_.AbandonRelease(repositories_.call, request));
  v1::PublishReleaseRequest publish;
  publish.set_name(request.name());
  EXPECT_THAT(Publish(publish), HasReason("RELEASE_STATE"));
}

TEST_F(ReleaseHandlersTest, ListInPagesByNumber) {
  for (int i = 0; i < 3; ++i) repositories_.AddDraft("tj");
  v1::ListReleasesRequest request;
  request.set_parent("datasets/tj");
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(v1::ListReleasesResponse page, handlers_.ListReleases(request));
  ASSERT_EQ(page.releases_size(), 2);
  EXPECT_EQ(page.releases(0).name(), "datasets/tj/releases/1");
  request.set_page_token(page.next_page_token());
  ASSERT_OK_AND_ASSIGN(page, handlers_.ListReleases(request));
  ASSERT_EQ(page.releases_size(), 1);
  EXPECT_EQ(page.next_page_token(), "");
  repositories_.AddDataset("kz");
  request.set_parent("datasets/kz");
  EXPECT_THAT(handlers_.ListReleases(request), HasReason("PAGE_TOKEN_INVALID")) << "of another request";
}

}  // namespace
}  // namespace karvan::statistics
