#include "services/indicators/domain/briefing/text_layout.h"

#include <gtest/gtest.h>

namespace karvan::indicators {
namespace {

TEST(TextLayoutTest, HeadingsStandApart) {
  TextLayout layout;
  layout.Heading("Trade");
  layout.Line(2, "one");
  layout.Heading("Targets");
  EXPECT_EQ(layout.text(), "TRADE\n  one\n\nTARGETS\n");
}

TEST(TextLayoutTest, LinesWrapAtAHundredColumnsWithAHangingIndent) {
  TextLayout layout;
  const std::string fifty(50, 'a');
  layout.Line(2, fifty + " " + fifty + " b");
  EXPECT_EQ(layout.text(), "  " + fifty + "\n    " + fifty + " b\n");
}

TEST(TextLayoutTest, ColumnsCountCharactersNotBytes) {
  TextLayout layout;
  std::string cyrillic;
  for (int i = 0; i < 48; ++i) cyrillic += "\xD0\x96";
  layout.Line(0, cyrillic + " " + cyrillic + " ab");
  EXPECT_EQ(layout.text(), cyrillic + " " + cyrillic + " ab\n");
}

TEST(TextLayoutTest, EntriesAlignTheirTexts) {
  TextLayout layout;
  layout.Entry(4, "Exports", "1");
  layout.Entry(4, "A longer label", "2");
  EXPECT_EQ(layout.text(), "    Exports   1\n    A longer label 2\n");
}

}  // namespace
}  // namespace karvan::indicators
