#include "services/statistics/storage/page/value_counts.h"

#include <gmock/gmock.h>

namespace karvan::statistics {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::IsEmpty;

TEST(ValueCountsTest, CountsValuesThatComeInTurns) {
  ValueCounts counts(4);
  for (int64_t value : {7, 7, -5, 7, -5}) counts.Add(2, value);
  counts.Add(0, 7);
  EXPECT_THAT(counts.Take(), ElementsAre(FieldsAre(0, 7, 1), FieldsAre(2, -5, 2), FieldsAre(2, 7, 3)));
  EXPECT_THAT(counts.Take(), IsEmpty());
}

TEST(ValueCountsTest, TakesTheLeastOfEquallyFrequentValues) {
  ValueCounts counts(2);
  for (int64_t value : {9, 3, 3, 9, 1}) counts.Add(1, value);
  counts.Add(0, 4);
  EXPECT_THAT(MostFrequentByKey(counts.Take()), ElementsAre(FieldsAre(0, 4, 1), FieldsAre(1, 3, 2)));
  EXPECT_THAT(MostFrequentByKey({}), IsEmpty());
}

}  // namespace
}  // namespace karvan::statistics
