#include "services/statistics/storage/run/page_cache.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/page/testing/sample_table.h"

namespace karvan::statistics {
namespace {

std::shared_ptr<const Page> NewPage() {
  const CellTable table = RandomTable(/*seed=*/1, /*products=*/3);
  absl::StatusOr<std::shared_ptr<const Page>> page =
      Page::Parse(EncodePage(table, AllPlaces(table)), "a page");
  EXPECT_OK(page);
  return *page;
}

TEST(PageCacheTest, FindsWhatWasPutIn) {
  PageCache cache(16 << 20);
  const std::shared_ptr<const Page> page = NewPage();
  cache.Insert({1, 2, 0}, page);
  EXPECT_EQ(cache.Find({1, 2, 0}), page);
  EXPECT_EQ(cache.Find({1, 2, 1}), nullptr);
  EXPECT_EQ(cache.Find({2, 2, 0}), nullptr);
}

TEST(PageCacheTest, ForgetsARunAndNoOther) {
  PageCache cache(16 << 20);
  const std::shared_ptr<const Page> page = NewPage();
  for (uint64_t number = 0; number < 40; ++number) {
    cache.Insert({1, number, 0}, page);
    cache.Insert({2, number, 0}, page);
  }
  cache.EraseRun(1);
  EXPECT_EQ(page.use_count(), 41);
  for (uint64_t number = 0; number < 40; ++number) {
    EXPECT_EQ(cache.Find({1, number, 0}), nullptr);
    EXPECT_EQ(cache.Find({2, number, 0}), page);
  }
  cache.Insert({1, 0, 0}, page);
  EXPECT_EQ(cache.Find({1, 0, 0}), page);
}

TEST(PageCacheTest, KeepsWithinItsSize) {
  PageCache cache(0);
  const std::shared_ptr<const Page> page = NewPage();
  for (uint64_t number = 0; number < 400; ++number) cache.Insert({1, number, 0}, page);
  EXPECT_LE(page.use_count(), 1 + 16) << "one page a shard";
}

}  // namespace
}  // namespace karvan::statistics
