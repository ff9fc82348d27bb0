#include "services/statistics/storage/page/code_list.h"

#include <gmock/gmock.h>

namespace karvan::statistics {
namespace {

std::vector<Code> CodesOf(const std::vector<std::string>& texts) {
  std::vector<Code> codes;
  for (const std::string& text : texts) codes.push_back(Code::Parse(text).value());
  return codes;
}

TEST(CodeListTest, GivesBackCodes) {
  for (const std::vector<std::string>& texts : std::vector<std::vector<std::string>>{
           {}, {""}, {"", "0"}, {"27", "270900", "27090010", "__________"}, {"KAZ", "TJK", "UZB"}}) {
    ByteWriter out;
    EncodeCodes(CodesOf(texts), out);
    ByteReader in(out.bytes());
    std::vector<Code> codes;
    EXPECT_TRUE(ParseCodes(in, texts.size(), codes));
    EXPECT_TRUE(in.rest().empty());
    EXPECT_EQ(codes, CodesOf(texts));
  }
}

TEST(CodeListTest, NeighboursTakeOneByte) {
  ByteWriter out;
  EncodeCodes(CodesOf({"270900", "270901", "270902"}), out);
  // The shift of four characters, the count, 36 bits of the first code, two distances.
  EXPECT_EQ(out.size(), 1u + 1u + 5u + 2u);
}

TEST(CodeListTest, RefusesWhatEncodesNoList) {
  auto parses = [](const std::string& bytes) {
    ByteReader in(bytes);
    std::vector<Code> codes;
    return ParseCodes(in, 3, codes);
  };
  EXPECT_TRUE(parses(std::string("\x36\x02\x01\x01", 4)));
  EXPECT_FALSE(parses(""));
  EXPECT_FALSE(parses(std::string("\x36\x02\x01", 3)));              // cut off
  EXPECT_FALSE(parses(std::string("\x35\x02\x01\x01", 4)));          // half a character
  EXPECT_FALSE(parses(std::string("\x3c\x02\x01\x01", 4)));          // ten characters left out
  EXPECT_FALSE(parses(std::string("\x36\x02\x01\x00", 4)));          // one code twice
  EXPECT_FALSE(parses(std::string("\x36\x02\x01\x3f", 4)));          // past the last character
  EXPECT_FALSE(parses(std::string("\x36\x01\x3f", 3)));              // no character
  EXPECT_FALSE(parses(std::string("\x36\x04\x01\x01\x01\x01", 6)));  // more than allowed
}

}  // namespace
}  // namespace karvan::statistics
