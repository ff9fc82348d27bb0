#include "services/statistics/formats/text_encoding.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

// What is read of a file that arrives byte by byte.
absl::StatusOr<std::string> ReadByBytes(absl::string_view file) {
  ByteOrderMark mark;
  std::string read;
  for (size_t i = 0; i < file.size(); ++i) {
    absl::StatusOr<absl::string_view> text = mark.Feed(file.substr(i, 1));
    if (!text.ok()) return text.status();
    read.append(text->data(), text->size());
  }
  read.append(mark.Finish().data(), mark.Finish().size());
  return read;
}

TEST(ByteOrderMarkTest, StripsTheMarkOfUtf8) {
  EXPECT_EQ(*ReadByBytes("\xEF\xBB\xBFreporter"), "reporter");
  EXPECT_EQ(*ReadByBytes("reporter"), "reporter");
  EXPECT_EQ(*ReadByBytes("\xEF\xBB\xBF"), "");
  EXPECT_EQ(*ReadByBytes("ab"), "ab");
  EXPECT_EQ(*ReadByBytes(""), "");
  ByteOrderMark mark;
  EXPECT_EQ(*mark.Feed("\xEF\xBB\xBFreporter"), "reporter");
  EXPECT_EQ(*mark.Feed("\xEF\xBB\xBFlater"), "\xEF\xBB\xBFlater");
  EXPECT_EQ(mark.Finish(), "");
}

TEST(ByteOrderMarkTest, RefusesUtf16) {
  for (absl::string_view file : {absl::string_view("\xFF\xFEr\0", 4), absl::string_view("\xFE\xFF\0r", 4),
                                 absl::string_view("r\0e\0", 4), absl::string_view("\0r\0e", 4)}) {
    EXPECT_THAT(ReadByBytes(file), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("UTF-16")));
  }
}

TEST(Utf8OrLatin1Test, KeepsUtf8AndConvertsLatin1) {
  EXPECT_EQ(Utf8OrLatin1("m\xC2\xB3"), "m\xC2\xB3");
  EXPECT_EQ(Utf8OrLatin1("m\xB3"), "m\xC2\xB3");
  EXPECT_EQ(Utf8OrLatin1("C\xF4te d'Ivoire"), "C\xC3\xB4te d'Ivoire");
  EXPECT_EQ(Utf8OrLatin1("plain?"), "plain?");
}

}  // namespace
}  // namespace karvan::statistics
