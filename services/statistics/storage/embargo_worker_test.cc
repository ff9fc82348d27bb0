#include "services/statistics/storage/embargo_worker.h"

#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using testing::Day;
using testing::NewCell;

class EmbargoWorkerTest : public testing::StoresTest {
 protected:
  // A release that is to be published on that day.
  int64_t Embargoed(int day) {
    const int64_t number = AnotherDraft("tj");
    EXPECT_OK(Import("tj", number, {NewCell("TJK", "2023", std::to_string(day).c_str())}));
    EXPECT_OK(releases_->Embargo("tj", number, Day(day), {}, "", {}));
    return number;
  }

  std::unique_ptr<EmbargoWorker> NewWorker() {
    return std::make_unique<EmbargoWorker>(
        *datasets_, *releases_, clock_,
        EmbargoWorker::Options{.interval = absl::Hours(1), .steady = [this] { return SteadyTime(); }});
  }

  // Both clocks run on.
  void Pass(absl::Duration time) {
    clock_.Advance(time);
    steady_.Advance(time);
  }

  std::string Look(EmbargoWorker& worker) {
    worker.Notify();
    worker.WaitUntilIdle();
    return Seen("tj");
  }

  absl::Duration SteadyTime() const { return steady_.Now() - absl::UnixEpoch(); }

  void SetUp() override {
    StoresTest::SetUp();
    ASSERT_OK(datasets_->Create(testing::NewDataset("tj"), {}));
  }

  ManualClock steady_{absl::UnixEpoch()};
};

TEST_P(EmbargoWorkerTest, PublishesAtTheTime) {
  Embargoed(12);
  Embargoed(14);
  auto worker = NewWorker();
  EXPECT_EQ(Look(*worker), "");
  Pass(absl::Hours(48) - absl::Seconds(1));
  EXPECT_EQ(Look(*worker), "");
  Pass(absl::Seconds(1));
  EXPECT_EQ(Look(*worker), "TJK 2023=12");
  Pass(absl::Hours(48));
  EXPECT_EQ(Look(*worker), "TJK 2023=14");
}

TEST_P(EmbargoWorkerTest, WhatFellDueBeforeTheStartIsPublishedThen) {
  Embargoed(12);
  clock_.Set(Day(13));
  Reopen();
  auto worker = NewWorker();
  worker->WaitUntilIdle();
  EXPECT_EQ(Seen("tj"), "TJK 2023=12");
}

TEST_P(EmbargoWorkerTest, AClockThatStepsForwardPublishesNothingTooEarly) {
  Embargoed(12);
  auto worker = NewWorker();
  EXPECT_EQ(Look(*worker), "");
  clock_.Set(Day(20));
  EXPECT_EQ(Look(*worker), "");
  Pass(absl::Seconds(30));
  EXPECT_EQ(Look(*worker), "");
  clock_.Set(Day(10) + absl::Minutes(1));  // it was set right
  steady_.Advance(absl::Seconds(40));
  EXPECT_EQ(Look(*worker), "");
  Pass(absl::Hours(48));
  EXPECT_EQ(Look(*worker), "TJK 2023=12");
}

TEST_P(EmbargoWorkerTest, AClockThatRunsOnAfterAStepIsBelieved) {
  Embargoed(12);
  auto worker = NewWorker();
  EXPECT_EQ(Look(*worker), "");
  clock_.Set(Day(20));
  EXPECT_EQ(Look(*worker), "");
  Pass(EmbargoClock::kDoubt);
  EXPECT_EQ(Look(*worker), "TJK 2023=12");
}

TEST_P(EmbargoWorkerTest, AClockThatStepsBackHidesNothing) {
  const int64_t later = Embargoed(14);
  Embargoed(12);
  auto worker = NewWorker();
  EXPECT_EQ(Look(*worker), "");
  Pass(absl::Hours(48));
  EXPECT_EQ(Look(*worker), "TJK 2023=12");
  clock_.Set(Day(9));
  EXPECT_EQ(Look(*worker), "TJK 2023=12");
  EXPECT_EQ(releases_->Get("tj", later)->state, ReleaseState::kEmbargoed);
}

TEST_P(EmbargoWorkerTest, AMovedEmbargoHolds) {
  const int64_t number = Embargoed(12);
  auto worker = NewWorker();
  ASSERT_OK(releases_->MoveEmbargo("tj", number, Day(15), "", {}));
  Pass(absl::Hours(72));
  EXPECT_EQ(Look(*worker), "");
  Pass(absl::Hours(48));
  EXPECT_EQ(Look(*worker), "TJK 2023=12");
}

INSTANTIATE_ENGINES(EmbargoWorkerTest);

}  // namespace
}  // namespace karvan::statistics
