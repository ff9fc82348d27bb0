#include "services/statistics/storage/fold_worker.h"

#include "services/platform/kv/key_codec.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/run_list.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics {
namespace {

using testing::Day;
using testing::NewCell;

class FoldWorkerTest : public testing::StoresTest {
 protected:
  int RunCount() { return ReadRunList(**store_->OpenView(), "tj")->runs_size(); }
  size_t RowsBelow(const std::string& prefix) {
    return (*store_->OpenView())->Scan(kv::PrefixRange(prefix), {})->rows.size();
  }

  // What is seen at every snapshot and some times.
  std::vector<std::string> Everything() {
    std::vector<std::string> seen;
    const int64_t latest = *observations_->ResolveSnapshot("tj", Now{});
    for (int64_t snapshot = 0; snapshot <= latest; ++snapshot) seen.push_back(Seen("tj", Snapshot{snapshot}));
    for (int day = 1; day < 40; ++day) seen.push_back(Seen("tj", KnownAt{Day(day)}));
    return seen;
  }

  // Twenty releases that overlap, some back-dated.
  void PublishMany() {
    ASSERT_OK(datasets_->Create(testing::NewDataset("tj"), {}));
    const char* partners[] = {"TJK", "UZB", "KGZ", "TKM"};
    for (int i = 0; i < 20; ++i) {
      clock_.Set(Day(10 + i));
      std::vector<Observation> cells;
      for (int j = 0; j <= i % 4; ++j) {
        cells.push_back(
            NewCell(partners[(i + j) % 4], i % 3 ? "2023" : "2024-07", std::to_string(100 * i + j).c_str()));
      }
      PublishCells("tj", cells, i % 5 ? std::nullopt : std::optional<absl::Time>(Day(i / 2 + 1)));
    }
  }
};

TEST_P(FoldWorkerTest, WhatIsSeenStaysTheSame) {
  PublishMany();
  const std::vector<std::string> before = Everything();
  ASSERT_EQ(RunCount(), 20);
  {
    FoldWorker worker(*runs_, *committer_, absl::ZeroDuration(), absl::ZeroDuration());
    worker.Notify("tj");
    worker.WaitUntilIdle();
  }
  EXPECT_EQ(RunCount(), 1);
  EXPECT_EQ(Everything(), before);
  Reopen();
  EXPECT_EQ(Everything(), before);
  EXPECT_EQ(RowsBelow(RunPrefix("tj", 1)), 0) << "what was folded away is dropped";
}

TEST_P(FoldWorkerTest, ReadersKeepTheRunsForAWhile) {
  PublishMany();
  {
    FoldWorker worker(*runs_, *committer_, absl::Hours(1), absl::ZeroDuration());
    worker.Notify("tj");
    worker.WaitUntilIdle();
  }
  EXPECT_EQ(RowsBelow(RunPrefix("tj", 1)), 2) << "a page and a directory";
  const std::vector<std::string> seen = Everything();
  ASSERT_OK(CleanOrphans("tj"));
  EXPECT_EQ(RowsBelow(RunPrefix("tj", 1)), 0);
  EXPECT_EQ(Everything(), seen);
}

TEST_P(FoldWorkerTest, PublicationGoesOnMeanwhile) {
  ASSERT_OK(datasets_->Create(testing::NewDataset("tj"), {}));
  FoldWorker worker(*runs_, *committer_, absl::ZeroDuration(), absl::ZeroDuration());
  for (int i = 0; i < 40; ++i) {
    PublishCells("tj", {NewCell("TJK", "2023", std::to_string(i).c_str())});
    worker.Notify("tj");
    EXPECT_EQ(Seen("tj"), "TJK 2023=" + std::to_string(i));
  }
  worker.WaitUntilIdle();
  EXPECT_LE(RunCount(), 4);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(Seen("tj", Snapshot{i + 1}), "TJK 2023=" + std::to_string(i));
}

TEST_P(FoldWorkerTest, WaitsUntilNothingMoreIsPublished) {
  PublishMany();
  {
    FoldWorker worker(*runs_, *committer_, absl::ZeroDuration(), /*quiet=*/absl::Hours(1));
    worker.Notify("tj");
  }
  EXPECT_EQ(RunCount(), 20);
  FoldWorker worker(*runs_, *committer_, absl::ZeroDuration(), /*quiet=*/absl::Milliseconds(1));
  worker.Notify("tj");
  worker.WaitUntilIdle();
  EXPECT_EQ(RunCount(), 1);
}

INSTANTIATE_ENGINES(FoldWorkerTest);

}  // namespace
}  // namespace karvan::statistics
