#include "services/statistics/formats/m49.h"

#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

TEST(M49Test, KnowsCountries) {
  EXPECT_EQ(IsoOfM49(4), "AFG");
  EXPECT_EQ(IsoOfM49(398), "KAZ");
  EXPECT_EQ(IsoOfM49(762), "TJK");
  EXPECT_EQ(IsoOfM49(826), "GBR");
  EXPECT_EQ(IsoOfM49(894), "ZMB");
}

TEST(M49Test, KnowsComtradesOwnNumbers) {
  EXPECT_EQ(IsoOfM49(842), "USA");
  EXPECT_EQ(IsoOfM49(840), "USA");
  EXPECT_EQ(IsoOfM49(251), "FRA");
}

TEST(M49Test, OthersHaveNone) {
  for (int number : {-1, 0, 490, 899, 280, 1000}) EXPECT_EQ(IsoOfM49(number), "") << number;
}

}  // namespace
}  // namespace karvan::statistics
