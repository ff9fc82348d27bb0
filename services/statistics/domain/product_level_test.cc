#include "services/statistics/domain/product_level.h"

#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

TEST(ProductLevelTest, CountsDigits) {
  for (const auto& [text, level] : {std::pair("27", 2),
                                    {"2709", 4},
                                    {"97110", 5},
                                    {"270900", 6},
                                    {"27090010", 8},
                                    {"2709001099", 10},
                                    {"0101", 4}}) {
    EXPECT_EQ(LevelOf(Code::Parse(text).value()), level) << text;
  }
  EXPECT_EQ(LevelOf(Code::Parse("TOTAL").value()), 0);
  EXPECT_EQ(LevelOf(Code()), 0);
}

}  // namespace
}  // namespace karvan::statistics
