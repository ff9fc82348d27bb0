#include "services/cli/render/text_width.h"

#include "gtest/gtest.h"

namespace karvan::cli {
namespace {

TEST(TextWidth, CountsCodePoints) {
  EXPECT_EQ(TextWidth(""), 0u);
  EXPECT_EQ(TextWidth("Tajikistan"), 10u);
  EXPECT_EQ(TextWidth("Тоҷикистон"), 10u);
  EXPECT_EQ(TextWidth("Қазақстан"), 9u);
  EXPECT_EQ(TextWidth("█▏"), 2u);
  EXPECT_EQ(TextWidth("😀"), 1u);
}

TEST(TextWidth, CombiningMarksTakeNoColumn) { EXPECT_EQ(TextWidth("и\u0306"), 1u); }

TEST(TextWidth, BytesThatAreNotUtf8EndTheText) {
  EXPECT_EQ(TextWidth("a\xFF"), 2u);
  EXPECT_EQ(TextWidth("\xD2"), 1u);
}

TEST(CutToWidth, LeavesWhatFits) {
  EXPECT_EQ(CutToWidth("Душанбе", 7), "Душанбе");
  EXPECT_EQ(CutToWidth("", 1), "");
}

TEST(CutToWidth, EndsWithAnEllipsis) {
  EXPECT_EQ(CutToWidth("Душанбе", 5), "Душа…");
  EXPECT_EQ(CutToWidth("Dushanbe", 1), "…");
}

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_EQ(Wrap("one two three", 9, "  "), "  one two\n  three\n");
  EXPECT_EQ(Wrap("один два три", 8, ""), "один два\nтри\n");
}

TEST(Wrap, KeepsLineBreaksAndLongWords) {
  EXPECT_EQ(Wrap("a\n\nimmeasurable b", 5, " "), " a\n\n immeasurable\n b\n");
  EXPECT_EQ(Wrap("", 5, " "), "");
}

}  // namespace
}  // namespace karvan::cli
