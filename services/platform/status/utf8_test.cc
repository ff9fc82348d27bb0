#include "services/platform/status/utf8.h"

#include <gtest/gtest.h>

namespace karvan {
namespace {

TEST(ToValidUtf8Test, KeepsValidText) {
  for (const char* text : {"", "plain", "Душанбе", "\xE2\x82\xAC", "\xF0\x9F\x90\xAB", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(ToValidUtf8(text), text);
  }
}

TEST(ToValidUtf8Test, ReplacesEachByteThatIsNot) {
  EXPECT_EQ(ToValidUtf8("caf\xE9"), "caf?");           // Latin-1
  EXPECT_EQ(ToValidUtf8("\xE9t\xE9"), "?t?");          // followed by a plain letter
  EXPECT_EQ(ToValidUtf8("\xD0"), "?");                 // cut short
  EXPECT_EQ(ToValidUtf8("a\x80z"), "a?z");             // continuation alone
  EXPECT_EQ(ToValidUtf8("\xC0\xAF"), "??");            // overlong, two bytes
  EXPECT_EQ(ToValidUtf8("\xE0\x80\xAF"), "???");       // overlong, three bytes
  EXPECT_EQ(ToValidUtf8("\xF0\x80\x80\xAF"), "????");  // overlong, four bytes
  EXPECT_EQ(ToValidUtf8("\xED\xA0\x80"), "???");       // surrogate
  EXPECT_EQ(ToValidUtf8("\xF4\x90\x80\x80"), "????");  // above U+10FFFF
  EXPECT_EQ(ToValidUtf8("\xFF\xFE"), "??");            // never a lead byte
  EXPECT_EQ(ToValidUtf8("\xD0\x94\xD0\x94\xD0"), "\xD0\x94\xD0\x94?");
}

TEST(TruncateUtf8Test, CutsBetweenCharacters) {
  EXPECT_EQ(TruncateUtf8("abc", 3), "abc");
  EXPECT_EQ(TruncateUtf8("abc", 2), "ab");
  EXPECT_EQ(TruncateUtf8("abc", 0), "");
  EXPECT_EQ(TruncateUtf8("\xD0\x94\xD0\x94", 3), "\xD0\x94");
  EXPECT_EQ(TruncateUtf8("\xD0\x94\xD0\x94", 1), "");
  EXPECT_EQ(TruncateUtf8("a\xF0\x9F\x90\xAB", 4), "a");
}

}  // namespace
}  // namespace karvan
