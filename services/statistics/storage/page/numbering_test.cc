#include "services/statistics/storage/page/numbering.h"

#include <gmock/gmock.h>

#include <random>
#include <unordered_map>

namespace karvan::statistics {
namespace {

using ::testing::ElementsAre;

TEST(NumberingTest, NumbersByFirstAppearance) {
  Numbering numbering;
  EXPECT_EQ(numbering.NumberOf(70), 0u);
  EXPECT_EQ(numbering.NumberOf(0), 1u);
  EXPECT_EQ(numbering.NumberOf(70), 0u);
  EXPECT_EQ(numbering.NumberOf(~uint64_t{0}), 2u);
  EXPECT_EQ(numbering.NumberOf(5), 3u);
  EXPECT_THAT(numbering.keys(), ElementsAre(70, 0, ~uint64_t{0}, 5));
  EXPECT_THAT(numbering.Sorted(), ElementsAre(1, 3, 0, 2));
}

TEST(NumberingTest, AgreesWithAMap) {
  std::mt19937_64 random(1);
  Numbering numbering;
  std::unordered_map<uint64_t, uint32_t> expected;
  for (int i = 0; i < 50'000; ++i) {
    const uint64_t key = (random() % 9'000) << random() % 3 * 20;
    const uint32_t next = static_cast<uint32_t>(expected.size());
    ASSERT_EQ(numbering.NumberOf(key), expected.try_emplace(key, next).first->second);
  }
  EXPECT_EQ(numbering.keys().size(), expected.size());
}

}  // namespace
}  // namespace karvan::statistics
