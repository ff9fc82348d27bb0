#include "services/cli/render/amount.h"

#include "gtest/gtest.h"

namespace karvan::cli {
namespace {

TEST(GroupDigits, ByThrees) {
  EXPECT_EQ(GroupDigits("1148800000"), "1,148,800,000");
  EXPECT_EQ(GroupDigits("255.8"), "255.8");
  EXPECT_EQ(GroupDigits("-1234.5678"), "-1,234.5678");
  EXPECT_EQ(GroupDigits("-123"), "-123");
}

TEST(GroupDigits, LeavesOtherText) {
  EXPECT_EQ(GroupDigits(""), "");
  EXPECT_EQ(GroupDigits("-"), "-");
  EXPECT_EQ(GroupDigits("n/a"), "n/a");
}

TEST(MultiplierName, NamesTheUsualPowers) {
  EXPECT_EQ(MultiplierName(0), "");
  EXPECT_EQ(MultiplierName(3), "thousand");
  EXPECT_EQ(MultiplierName(6), "million");
  EXPECT_EQ(MultiplierName(9), "billion");
  EXPECT_EQ(MultiplierName(-2), "10^-2");
}

}  // namespace
}  // namespace karvan::cli
