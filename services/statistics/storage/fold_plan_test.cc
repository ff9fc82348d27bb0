#include "services/statistics/storage/fold_plan.h"

#include <gmock/gmock.h>

namespace karvan::statistics {
namespace {

using ::testing::Pair;

TEST(FoldPlanTest, LeavesFewRunsAlone) {
  EXPECT_THAT(PlanFold({}), Pair(0, 0));
  EXPECT_THAT(PlanFold({1, 1, 1, 1}), Pair(4, 4));
}

TEST(FoldPlanTest, FoldsRunsOfOneSizeTogether) { EXPECT_THAT(PlanFold({9, 9, 9, 9, 9}), Pair(0, 5)); }

TEST(FoldPlanTest, LeavesMuchLargerOnesAlone) {
  EXPECT_THAT(PlanFold({100'000, 1000, 10, 10, 10}), Pair(2, 5));
  EXPECT_THAT(PlanFold({100'000, 10'000, 1000, 100, 10}), Pair(3, 5)) << "else there would be five";
}

// Month after month, of one size: how often each is written anew.
TEST(FoldPlanTest, WritesEachCellFewTimes) {
  std::vector<int64_t> runs;
  int64_t published = 0;
  int64_t written = 0;
  for (int month = 0; month < 600; ++month) {
    runs.push_back(1000);
    published += 1000;
    const auto [first, end] = PlanFold(runs);
    if (first == end) continue;
    int64_t folded = 0;
    for (size_t i = first; i < end; ++i) folded += runs[i];
    written += folded;
    runs.resize(first);
    runs.push_back(folded);
    EXPECT_LE(runs.size(), kMaxLiveRuns);
  }
  EXPECT_LT(written, 8 * published) << static_cast<double>(written) / static_cast<double>(published);
}

}  // namespace
}  // namespace karvan::statistics
