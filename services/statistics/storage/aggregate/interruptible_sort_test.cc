#include "services/statistics/storage/aggregate/interruptible_sort.h"

#include <gtest/gtest.h>

#include <random>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;

TEST(InterruptibleSortTest, SortsAnyNumber) {
  std::mt19937 random(1);
  for (size_t size : {0, 1, 2, 16'384, 16'385, 32'768, 50'000, 81'921}) {
    std::vector<uint32_t> items(size);
    for (uint32_t& item : items) item = random() % 1000;
    std::vector<uint32_t> expected = items;
    std::sort(expected.begin(), expected.end(), std::greater<>());
    EXPECT_OK(InterruptibleSort(items, std::greater<>(), [] { return absl::OkStatus(); }));
    EXPECT_EQ(items, expected) << size;
  }
}

TEST(InterruptibleSortTest, EndsWhenItIsToldTo) {
  std::vector<int> items(100'000);
  int checks = 0;
  EXPECT_THAT(InterruptibleSort(
                  items, std::less<>(),
                  [&checks] { return ++checks == 3 ? absl::CancelledError("gone") : absl::OkStatus(); }),
              StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(checks, 3);
}

}  // namespace
}  // namespace karvan::statistics
