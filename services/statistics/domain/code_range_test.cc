#include "services/statistics/domain/code_range.h"

#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

Code C(const char* text) { return Code::Parse(text).value(); }

TEST(CodeRangeTest, TakesWhatBeginsWithinIt) {
  const CodeRange food = CodeRange::Between("01", "24").value();
  for (const char* code : {"01", "0101", "010121", "15", "24", "2402209999"}) {
    EXPECT_TRUE(food.Contains(C(code))) << code;
  }
  for (const char* code : {"0", "00", "25", "2501", "3", "TOTAL", ""}) {
    EXPECT_FALSE(food.Contains(C(code))) << code;
  }
}

TEST(CodeRangeTest, AChapterIsARangeOfItself) {
  const CodeRange chapter = CodeRange::Between("85", "85").value();
  for (const char* code : {"85", "8501", "850110", "8599999999"})
    EXPECT_TRUE(chapter.Contains(C(code))) << code;
  for (const char* code : {"8", "84", "8499999999", "86"}) EXPECT_FALSE(chapter.Contains(C(code))) << code;
  const CodeRange whole = CodeRange::Between("8501101000", "8501101000").value();
  EXPECT_TRUE(whole.Contains(C("8501101000")));
  EXPECT_FALSE(whole.Contains(C("850110")));
}

TEST(CodeRangeTest, EndsOfDifferentLengths) {
  const CodeRange range = CodeRange::Between("2402", "27").value();
  EXPECT_FALSE(range.Contains(C("24")));
  EXPECT_TRUE(range.Contains(C("2402")));
  EXPECT_TRUE(range.Contains(C("271019")));
  EXPECT_TRUE(CodeRange::Between("24", "2402").has_value());
  EXPECT_TRUE(CodeRange::Between("2402", "24").has_value()) << "from 2402 to the end of 24";
}

TEST(CodeRangeTest, Refuses) {
  EXPECT_FALSE(CodeRange::Between("24", "01").has_value());
  EXPECT_FALSE(CodeRange::Between("", "24").has_value());
  EXPECT_FALSE(CodeRange::Between("01", "").has_value());
  EXPECT_FALSE(CodeRange::Between("0-1", "24").has_value());
  EXPECT_FALSE(CodeRange::Between("01", "24000000001").has_value());
}

}  // namespace
}  // namespace karvan::statistics
