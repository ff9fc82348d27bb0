#include "services/statistics/api/schedule_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/release_handlers.h"
#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using testing::Day;

constexpr char kName[] = "datasets/tj/plannedReleases/july";

class ScheduleHandlersTest : public ::testing::Test {
 protected:
  ScheduleHandlersTest() { repositories_.AddDataset("tj"); }

  static v1::PlannedRelease Planned(absl::Time time = Day(20)) {
    v1::PlannedRelease planned;
    planned.set_title("Trade in July");
    planned.add_periods("2024-07");
    planned.mutable_planned_time()->set_seconds(absl::ToUnixSeconds(time));
    return planned;
  }

  absl::StatusOr<v1::PlannedRelease> Create(const v1::PlannedRelease& planned,
                                            const std::string& id = "july") {
    v1::CreatePlannedReleaseRequest request;
    request.set_parent("datasets/tj");
    request.set_planned_release_id(id);
    *request.mutable_planned_release() = planned;
    return handlers_.CreatePlannedRelease(repositories_.call, request);
  }

  absl::StatusOr<v1::PlannedRelease> Get() {
    v1::GetPlannedReleaseRequest request;
    request.set_name(kName);
    return handlers_.GetPlannedRelease(repositories_.call, request);
  }

  absl::StatusOr<v1::PlannedRelease> Update(v1::PlannedRelease planned,
                                            const std::vector<std::string>& mask = {}) {
    v1::UpdatePlannedReleaseRequest request;
    planned.set_name(kName);
    *request.mutable_planned_release() = planned;
    for (const std::string& path : mask) request.mutable_update_mask()->add_paths(path);
    return handlers_.UpdatePlannedRelease(repositories_.call, request);
  }

  testing::MemoryRepositories repositories_;
  ScheduleHandlers handlers_{repositories_.schedule};
};

TEST_F(ScheduleHandlersTest, CreateTakesWhatItSaysAndNoMore) {
  v1::PlannedRelease asked = Planned();
  asked.set_late(true);
  asked.set_release("datasets/tj/releases/1");
  ASSERT_OK_AND_ASSIGN(const v1::PlannedRelease created, Create(asked));
  EXPECT_EQ(created.name(), kName);
  EXPECT_EQ(created.title(), "Trade in July");
  EXPECT_EQ(created.periods(0), "2024-07");
  EXPECT_EQ(created.planned_time().seconds(), absl::ToUnixSeconds(Day(20)));
  ASSERT_EQ(created.dates_size(), 1);
  EXPECT_EQ(created.dates(0).announce_time().seconds(), absl::ToUnixSeconds(Day(10)));
  EXPECT_EQ(created.release(), "");
  EXPECT_FALSE(created.has_actual_time());
  EXPECT_FALSE(created.late());
  EXPECT_EQ(Get()->SerializeAsString(), created.SerializeAsString());
}

TEST_F(ScheduleHandlersTest, CreateChecksItsFields) {
  v1::PlannedRelease planned;
  planned.add_periods("July");
  const auto refused = Create(planned, "Has Spaces");
  EXPECT_THAT(refused, HasReason("INVALID_FIELD"));
  EXPECT_THAT(refused, HasFieldViolation("planned_release.title", "must not be empty"));
  EXPECT_THAT(refused, HasFieldViolation("planned_release.planned_time", "must be given"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : FieldViolations(refused.status())) fields.push_back(violation.field);
  EXPECT_THAT(fields, ::testing::IsSupersetOf({"planned_release_id", "planned_release.periods[0]"}));
}

TEST_F(ScheduleHandlersTest, LatenessGoesByTheClock) {
  ASSERT_OK(Create(Planned()));
  repositories_.clock.Set(Day(21));
  EXPECT_TRUE(Get()->late());
  v1::PlannedRelease change;
  change.mutable_planned_time()->set_seconds(absl::ToUnixSeconds(Day(25)));
  change.set_delay_reason("late customs data");
  ASSERT_OK_AND_ASSIGN(const v1::PlannedRelease moved, Update(change));
  EXPECT_FALSE(moved.late());
  EXPECT_EQ(moved.dates_size(), 2);
  EXPECT_EQ(moved.delay_reason(), "late customs data");
  EXPECT_EQ(moved.title(), "Trade in July") << "what is not set stays";
}

TEST_F(ScheduleHandlersTest, TheMaskSaysWhatChanges) {
  ASSERT_OK(Create(Planned()));
  v1::PlannedRelease change;
  change.set_title("Trade in goods");
  EXPECT_EQ(Update(change, {"periods"})->title(), "Trade in July");
  EXPECT_EQ(Get()->periods_size(), 0);
  EXPECT_EQ(Update(change, {"title"})->title(), "Trade in goods");
  EXPECT_THAT(
      Update(change, {"name"}),
      HasFieldViolation("update_mask", "\"name\" must be title, periods, planned_time, delay_reason or *"));
  EXPECT_THAT(Update({}),
              HasFieldViolation("update_mask",
                                "must name a field, or planned_release must set one: nothing is to "
                                "change"));
  change.set_etag("old");
  EXPECT_THAT(Update(change, {"title"}), HasReason("ETAG_MISMATCH"));
}

TEST_F(ScheduleHandlersTest, AReleaseIsTiedToItsPlan) {
  ASSERT_OK(Create(Planned()));
  ReleaseHandlers releases(repositories_.releases);
  v1::CreateReleaseRequest request;
  request.set_parent("datasets/tj");
  request.mutable_release()->set_planned_release("datasets/kz/plannedReleases/july");
  EXPECT_THAT(releases.CreateRelease(repositories_.call, request), HasReason("INVALID_FIELD"));
  request.mutable_release()->set_planned_release("july");
  EXPECT_THAT(releases.CreateRelease(repositories_.call, request),
              HasFieldViolation("release.planned_release",
                                "\"july\" is not a name: must be "
                                "\"datasets/{dataset}/plannedReleases/{planned_release}\""));
  request.mutable_release()->set_planned_release(kName);
  ASSERT_OK_AND_ASSIGN(const v1::Release draft, releases.CreateRelease(repositories_.call, request));
  EXPECT_EQ(draft.planned_release(), kName);
  ASSERT_OK(repositories_.Import(draft.name(), "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,1\n"));
  repositories_.clock.Set(Day(22));
  ASSERT_OK(repositories_.releases.Publish("tj", 1, {}, "", {}));
  ASSERT_OK_AND_ASSIGN(const v1::PlannedRelease read, Get());
  EXPECT_EQ(read.release(), draft.name());
  EXPECT_EQ(read.actual_time().seconds(), absl::ToUnixSeconds(Day(22)));
  EXPECT_TRUE(read.late());
  v1::DeletePlannedReleaseRequest remove;
  remove.set_name(kName);
  EXPECT_THAT(handlers_.DeletePlannedRelease(repositories_.call, remove),
              HasReason("PLANNED_RELEASE_IN_USE"));
}

TEST_F(ScheduleHandlersTest, ListsInPagesAndDeletes) {
  for (const char* id : {"a", "b", "c"}) ASSERT_OK(Create(Planned(), id));
  v1::ListPlannedReleasesRequest request;
  request.set_parent("datasets/tj");
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(v1::ListPlannedReleasesResponse page,
                       handlers_.ListPlannedReleases(repositories_.call, request));
  ASSERT_EQ(page.planned_releases_size(), 2);
  request.set_page_token(page.next_page_token());
  v1::DeletePlannedReleaseRequest remove;
  remove.set_name("datasets/tj/plannedReleases/a");
  ASSERT_OK(handlers_.DeletePlannedRelease(repositories_.call, remove));
  ASSERT_OK_AND_ASSIGN(page, handlers_.ListPlannedReleases(repositories_.call, request));
  ASSERT_EQ(page.planned_releases_size(), 1);
  EXPECT_EQ(page.planned_releases(0).name(), "datasets/tj/plannedReleases/c");
  EXPECT_THAT(handlers_.DeletePlannedRelease(repositories_.call, remove), HasReason("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace karvan::statistics
