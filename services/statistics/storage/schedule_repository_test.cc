#include "services/statistics/storage/schedule_repository.h"

#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using testing::Day;
using testing::NewCell;
using testing::NewDataset;

class ScheduleRepositoryTest : public testing::StoresTest {
 protected:
  ScheduleRepository Schedule() { return ScheduleRepository(*store_, *committer_); }

  static PlannedRelease Plan(const std::string& id, absl::Time planned_time = Day(20)) {
    PlannedRelease planned;
    planned.dataset = "tj";
    planned.id = id;
    planned.title = "Trade";
    planned.periods = {*Period::Parse("2024-07"), *Period::Parse("2024-01-01/P7M")};
    planned.dates = {{planned_time, "", absl::Time()}};
    return planned;
  }

  // Creates, fills and publishes a release for a plan.
  absl::StatusOr<Release> PublishFor(const std::string& id) {
    Release draft;
    draft.dataset = "tj";
    draft.planned_release = id;
    absl::StatusOr<Release> created = releases_->Create(draft, {});
    if (!created.ok()) return created;
    EXPECT_OK(Import("tj", created->number, {NewCell("TJK", "2023", "1")}));
    return releases_->Publish("tj", created->number, {}, "", {});
  }
};

TEST_P(ScheduleRepositoryTest, KeepsWhatWasAnnounced) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  const ledger::WriteRequest request{"ana", "CreatePlannedRelease", "id-1", 7};
  ASSERT_OK_AND_ASSIGN(const PlannedRelease created, Schedule().Create(Plan("july"), request));
  EXPECT_EQ(Schedule().Create(Plan("july"), request)->etag, created.etag) << "a repeat";
  EXPECT_THAT(Schedule().Create(Plan("july"), {}), HasReason("RESOURCE_EXISTS"));
  Reopen();
  ASSERT_OK_AND_ASSIGN(const PlannedRelease read, Schedule().Get("tj", "july"));
  EXPECT_EQ(read.etag, created.etag);
  EXPECT_EQ(read.title, "Trade");
  ASSERT_EQ(read.periods.size(), 2);
  EXPECT_EQ(read.periods[1].ToString(), "2024-01-01/P7M");
  ASSERT_EQ(read.dates.size(), 1);
  EXPECT_EQ(read.dates[0].planned_time, Day(20));
  EXPECT_EQ(read.dates[0].announce_time, Day(10));
  EXPECT_EQ(read.create_time, Day(10));
  EXPECT_FALSE(read.actual);
}

TEST_P(ScheduleRepositoryTest, WhatDoesNotExist) {
  EXPECT_THAT(Schedule().Create(Plan("july"), {}), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Schedule().List("tj", "", 10), HasReason("RESOURCE_NOT_FOUND"));
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  EXPECT_THAT(Schedule().Get("tj", "july"), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Schedule().Update("tj", "july", "", {}, {}), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Schedule().Delete("tj", "july", "", {}), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(PublishFor("july"), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_TRUE(releases_->List("tj", 0, 10)->releases.empty()) << "nothing of a refused release is there";
}

TEST_P(ScheduleRepositoryTest, UpdatesKeepTheDatesBefore) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  ASSERT_OK_AND_ASSIGN(const PlannedRelease created, Schedule().Create(Plan("july"), {}));
  clock_.Set(Day(12));
  ASSERT_OK_AND_ASSIGN(const PlannedRelease moved,
                       Schedule().Update("tj", "july", created.etag,
                                         {.planned_time = Day(25), .delay_reason = "late customs data"}, {}));
  EXPECT_NE(moved.etag, created.etag);
  EXPECT_THAT(Schedule().Update("tj", "july", created.etag, {.title = "x"}, {}), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Schedule().Update("tj", "july", "", {.planned_time = Day(28)}, {}), HasReason("INVALID_FIELD"));
  Reopen();
  ASSERT_OK_AND_ASSIGN(const PlannedRelease read, Schedule().Get("tj", "july"));
  ASSERT_EQ(read.dates.size(), 2);
  EXPECT_EQ(read.dates[0].planned_time, Day(20));
  EXPECT_EQ(read.dates[1].planned_time, Day(25));
  EXPECT_EQ(read.dates[1].delay_reason, "late customs data");
  EXPECT_EQ(read.dates[1].announce_time, Day(12));
}

TEST_P(ScheduleRepositoryTest, TheFirstPublishedReleaseIsTheOneThatWasPlanned) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  ASSERT_OK_AND_ASSIGN(const PlannedRelease created, Schedule().Create(Plan("july"), {}));
  ASSERT_OK(Schedule().Create(Plan("august"), {}));
  Release draft;
  draft.dataset = "tj";
  draft.planned_release = "july";
  ASSERT_OK(releases_->Create(draft, {}));
  EXPECT_FALSE(Schedule().Get("tj", "july")->actual) << "a draft is not a release";
  clock_.Set(Day(21));
  ASSERT_OK_AND_ASSIGN(const Release release, PublishFor("july"));
  EXPECT_EQ(release.planned_release, "july");
  clock_.Set(Day(22));
  ASSERT_OK(PublishFor("july"));
  ASSERT_OK_AND_ASSIGN(const PlannedRelease read, Schedule().Get("tj", "july"));
  ASSERT_TRUE(read.actual);
  EXPECT_EQ(read.actual->release, release.number);
  EXPECT_EQ(read.actual->publish_time, Day(21));
  EXPECT_EQ(read.etag, created.etag) << "nothing was written to the plan";
  EXPECT_FALSE(Schedule().Get("tj", "august")->actual);
}

TEST_P(ScheduleRepositoryTest, ListsInPages) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  for (const char* id : {"c", "a", "b"}) ASSERT_OK(Schedule().Create(Plan(id), {}));
  ASSERT_OK(PublishFor("b"));
  ASSERT_OK_AND_ASSIGN(PlannedReleasePage page, Schedule().List("tj", "", 2));
  ASSERT_EQ(page.planned_releases.size(), 2);
  EXPECT_EQ(page.planned_releases[0].id, "a");
  EXPECT_FALSE(page.planned_releases[0].actual);
  EXPECT_TRUE(page.planned_releases[1].actual);
  EXPECT_EQ(page.next_id, "c");
  ASSERT_OK_AND_ASSIGN(page, Schedule().List("tj", page.next_id, 2));
  EXPECT_EQ(page.planned_releases.size(), 1);
  EXPECT_EQ(page.next_id, "");
}

TEST_P(ScheduleRepositoryTest, WhatAReleaseNamesIsNotDeleted) {
  ASSERT_OK(datasets_->Create(NewDataset("tj"), {}));
  ASSERT_OK(Schedule().Create(Plan("july"), {}));
  Release draft;
  draft.dataset = "tj";
  draft.planned_release = "july";
  ASSERT_OK_AND_ASSIGN(const Release release, releases_->Create(draft, {}));
  EXPECT_THAT(Schedule().Delete("tj", "july", "", {}), HasReason("PLANNED_RELEASE_IN_USE"));
  ASSERT_OK(releases_->Abandon("tj", release.number, "", {}));
  EXPECT_THAT(Schedule().Delete("tj", "july", "old", {}), HasReason("ETAG_MISMATCH"));
  ASSERT_OK(Schedule().Delete("tj", "july", "", {}));
  EXPECT_THAT(Schedule().Get("tj", "july"), HasReason("RESOURCE_NOT_FOUND"));
}

INSTANTIATE_ENGINES(ScheduleRepositoryTest);

}  // namespace
}  // namespace karvan::statistics
