#include "services/statistics/domain/code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace karvan::statistics {
namespace {

using ::testing::Eq;
using ::testing::Optional;

Code C(absl::string_view text) { return Code::Parse(text).value(); }

TEST(CodeTest, KeepsItsText) {
  for (const char* text : {"", "X", "KAZ", "W00", "270900", "TOTAL", "0", "2709001000", "FDI_STOCK"}) {
    EXPECT_EQ(C(text).ToString(), text);
    EXPECT_EQ(C(text).size(), std::string(text).size());
    EXPECT_THAT(Code::FromBits(C(text).bits()), Optional(Eq(C(text))));
  }
}

TEST(CodeTest, HasStableBits) {
  EXPECT_EQ(C("0").bits(), uint64_t{1} << 54);
  EXPECT_EQ(C("KAZ").bits(), (uint64_t{21} << 54) | (uint64_t{11} << 48) | (uint64_t{36} << 42));
  EXPECT_EQ(C("_________9").bits() & 63, 10);
}

TEST(CodeTest, OrdersAsText) {
  std::vector<std::string> texts = {"TOTAL", "27",  "2709", "270900", "28", "0",
                                    "01",    "KAZ", "KA",   "A_B",    "AB", "Z"};
  std::sort(texts.begin(), texts.end());
  for (size_t i = 1; i < texts.size(); ++i) EXPECT_LT(C(texts[i - 1]), C(texts[i])) << texts[i];
}

TEST(CodeTest, RefusesOtherTexts) {
  for (const char* text : {"kaz", "27 09", "270.900", "27090010001", "\xd0\x9a"}) {
    EXPECT_EQ(Code::Parse(text), std::nullopt) << text;
  }
  EXPECT_EQ(Code::Parse(absl::string_view("A\0B", 3)), std::nullopt);
}

TEST(CodeTest, RefusesOtherBits) {
  EXPECT_EQ(Code::FromBits(~uint64_t{0}), std::nullopt);
  EXPECT_EQ(Code::FromBits(uint64_t{38} << 54), std::nullopt);  // no such character
  EXPECT_EQ(Code::FromBits(1), std::nullopt);                   // a character after the end
}

TEST(CodeTest, Prefix) {
  EXPECT_EQ(C("270900").Prefix(2), C("27"));
  EXPECT_EQ(C("270900").Prefix(6), C("270900"));
  EXPECT_EQ(C("27").Prefix(4), C("27"));
  EXPECT_EQ(C("2709001000").Prefix(10), C("2709001000"));
  EXPECT_EQ(C("27").Prefix(0), Code());
}

}  // namespace
}  // namespace karvan::statistics
