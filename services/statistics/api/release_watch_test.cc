#include "services/statistics/api/release_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;

class ReleaseWatchTest : public ::testing::Test {
 protected:
  ReleaseWatchTest() {
    repositories_.AddDataset("tj");
    repositories_.AddDataset("kz");
  }

  void Publish() { repositories_.PublishCsv("tj", "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,1\n"); }

  absl::StatusOr<std::unique_ptr<ReleaseWatch>> Open(const std::string& token = "",
                                                     std::optional<int64_t> after = std::nullopt,
                                                     const std::string& parent = "datasets/tj") {
    v1::WatchReleasesRequest request;
    request.set_parent(parent);
    request.set_resume_token(token);
    if (after) request.set_after_sequence(*after);
    return ReleaseWatch::Open(repositories_.events, request);
  }

  // What comes now: sequences of events, 0 for a heartbeat; keeps the token of the last one.
  std::vector<int64_t> Take(ReleaseWatch& watch) {
    std::vector<int64_t> sequences;
    while (true) {
      absl::StatusOr<std::optional<v1::WatchReleasesResponse>> message = watch.Poll();
      EXPECT_OK(message);
      if (!message.ok() || !message->has_value()) return sequences;
      token_ = (*message)->resume_token();
      sequences.push_back((*message)->event().sequence());
    }
  }

  testing::MemoryRepositories repositories_;
  std::string token_;
};

TEST_F(ReleaseWatchTest, BeginsWithAHeartbeatAndTellsWhatComesThen) {
  Publish();
  ASSERT_OK_AND_ASSIGN(const auto watch, Open());
  EXPECT_EQ(Take(*watch), (std::vector<int64_t>{0}));
  EXPECT_EQ(Take(*watch), (std::vector<int64_t>{}));
  Publish();
  Publish();
  EXPECT_EQ(Take(*watch), (std::vector<int64_t>{2, 3}));
}

TEST_F(ReleaseWatchTest, AnEventSaysWhatHappened) {
  Publish();
  ASSERT_OK_AND_ASSIGN(const auto watch, Open("", 0));
  ASSERT_OK(watch->Poll());  // the heartbeat
  ASSERT_OK_AND_ASSIGN(const std::optional<v1::WatchReleasesResponse> message, watch->Poll());
  ASSERT_TRUE(message);
  EXPECT_EQ(message->event().kind(), "release.published");
  EXPECT_EQ(message->event().release(), "datasets/tj/releases/1");
  EXPECT_EQ(message->event().time().seconds(), absl::ToUnixSeconds(testing::Day(10)));
}

TEST_F(ReleaseWatchTest, GoesOnFromAToken) {
  for (int i = 0; i < 3; ++i) Publish();
  ASSERT_OK_AND_ASSIGN(auto watch, Open("", 1));
  EXPECT_EQ(Take(*watch), (std::vector<int64_t>{0, 2, 3}));
  const std::string token = token_;
  Publish();
  ASSERT_OK_AND_ASSIGN(watch, Open(token));
  EXPECT_EQ(Take(*watch), (std::vector<int64_t>{0, 4}));
  ASSERT_OK_AND_ASSIGN(watch, Open(token_));
  EXPECT_EQ(Take(*watch), (std::vector<int64_t>{0})) << "nothing twice";
}

TEST_F(ReleaseWatchTest, ManyEventsAreAllTold) {
  for (int i = 0; i < 250; ++i) Publish();
  ASSERT_OK_AND_ASSIGN(auto watch, Open("", 0));
  const std::vector<int64_t> told = Take(*watch);
  ASSERT_EQ(told.size(), 251);
  for (int64_t i = 0; i <= 250; ++i) EXPECT_EQ(told[i], i);
}

TEST_F(ReleaseWatchTest, RefusesWhatItCannotBeginWith) {
  Publish();
  ASSERT_OK_AND_ASSIGN(auto watch, Open());
  Take(*watch);
  EXPECT_THAT(Open("rubbish"), HasReason("RESUME_TOKEN_INVALID"));
  EXPECT_THAT(Open(token_, std::nullopt, "datasets/kz"), HasReason("RESUME_TOKEN_INVALID"));
  EXPECT_THAT(Open("", 2), HasReason("SNAPSHOT_UNKNOWN"));
  EXPECT_THAT(Open("", -1), HasReason("INVALID_FIELD"));
  EXPECT_THAT(Open("", std::nullopt, "datasets/no"), HasReason("RESOURCE_NOT_FOUND"));
  v1::WatchReleasesRequest request;
  request.set_parent("datasets/tj");
  request.mutable_heartbeat_interval()->set_nanos(1);
  EXPECT_THAT(ReleaseWatch::Open(repositories_.events, request), HasReason("INVALID_FIELD"));
}

// A store that was set back has not what the token saw.
TEST_F(ReleaseWatchTest, ATokenOfALostEventIsRefused) {
  Publish();
  ASSERT_OK_AND_ASSIGN(auto watch, Open());
  Take(*watch);
  testing::MemoryRepositories other;
  other.AddDataset("tj");
  v1::WatchReleasesRequest request;
  request.set_parent("datasets/tj");
  request.set_resume_token(token_);
  EXPECT_THAT(ReleaseWatch::Open(other.events, request), HasReason("RESUME_TOKEN_INVALID"));
}

}  // namespace
}  // namespace karvan::statistics
