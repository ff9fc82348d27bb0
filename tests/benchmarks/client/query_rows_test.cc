#include "tests/benchmarks/client/query_rows.h"

#include <gtest/gtest.h>

namespace karvan::bench {
namespace {

TEST(QueryRowsTest, WritesFiguresWithAllTheirDigits) {
  EXPECT_EQ(FigureText(1050, 2), "10.50");
  EXPECT_EQ(FigureText(5, 2), "0.05");
  EXPECT_EQ(FigureText(0, 2), "0.00");
  EXPECT_EQ(FigureText(-7, 1), "-0.7");
  EXPECT_EQ(FigureText(42, 0), "42");
}

}  // namespace
}  // namespace karvan::bench
