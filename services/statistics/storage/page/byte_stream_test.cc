#include "services/statistics/storage/page/byte_stream.h"

#include <gmock/gmock.h>

#include <limits>
#include <vector>

namespace karvan::statistics {
namespace {

constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();

std::string VarintOf(uint64_t value) {
  ByteWriter out;
  out.Varint(value);
  return out.bytes();
}

TEST(ByteStreamTest, WritesVarintsInSevenBitsAByte) {
  EXPECT_EQ(VarintOf(0), std::string(1, '\0'));
  EXPECT_EQ(VarintOf(127), "\x7f");
  EXPECT_EQ(VarintOf(128), "\x80\x01");
  EXPECT_EQ(VarintOf(300), "\xac\x02");
  EXPECT_EQ(VarintOf(kMax), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(ByteStreamTest, ReadsVarintsOfEveryLength) {
  std::vector<uint64_t> values = {0, 1, kMax, kMax - 1};
  for (int bits = 7; bits < 64; bits += 7) {
    values.push_back((uint64_t{1} << bits) - 1);
    values.push_back(uint64_t{1} << bits);
  }
  ByteWriter out;
  for (uint64_t value : values) out.Varint(value);
  ByteReader in(out.bytes());
  for (uint64_t value : values) EXPECT_EQ(in.Varint(), value);
  EXPECT_TRUE(in.ok());
  EXPECT_TRUE(in.rest().empty());
}

TEST(ByteStreamTest, ReadsSignedNumbersToTheirLimits) {
  const std::vector<int64_t> values = {
      0, -1, 1, -64, 64, std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max()};
  ByteWriter out;
  for (int64_t value : values) out.Signed(value);
  EXPECT_EQ(out.bytes().substr(0, 3), std::string("\0\x01\x02", 3));
  ByteReader in(out.bytes());
  for (int64_t value : values) EXPECT_EQ(in.Signed(), value);
  EXPECT_TRUE(in.ok());
}

TEST(ByteStreamTest, ReadsWideNumbersToTheirLimits) {
  const std::vector<absl::int128> values = {0, -1, absl::Int128Min(), absl::Int128Max()};
  ByteWriter out;
  for (absl::int128 value : values) out.Wide(value);
  EXPECT_EQ(out.size(), 16 * values.size());
  ByteReader in(out.bytes());
  for (absl::int128 value : values) EXPECT_TRUE(in.Wide() == value);
  EXPECT_TRUE(in.ok());
}

TEST(ByteStreamTest, ReadsTexts) {
  ByteWriter out;
  out.Text("");
  out.Text(std::string(300, 'x'));
  out.Byte(0xff);
  ByteReader in(out.bytes());
  EXPECT_EQ(in.Text(), "");
  EXPECT_EQ(in.Text(), std::string(300, 'x'));
  EXPECT_EQ(in.Byte(), 0xff);
  EXPECT_TRUE(in.ok());
}

TEST(ByteStreamTest, FailsOnceForAll) {
  ByteReader in("\x05");
  EXPECT_EQ(in.Bytes(2), "");
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.Byte(), 0);
  EXPECT_EQ(in.Varint(), 0u);
  EXPECT_EQ(in.Signed(), 0);
  EXPECT_TRUE(in.Wide() == 0);
  EXPECT_EQ(in.Text(), "");
  EXPECT_FALSE(in.ok());
}

TEST(ByteStreamTest, FailsOnACutOffOrTooLongVarint) {
  const std::string whole = VarintOf(kMax);
  for (size_t size = 0; size < whole.size(); ++size) {
    ByteReader in(absl::string_view(whole).substr(0, size));
    EXPECT_EQ(in.Varint(), 0u);
    EXPECT_FALSE(in.ok()) << size;
  }
  ByteReader too_great("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
  EXPECT_EQ(too_great.Varint(), 0u);
  EXPECT_FALSE(too_great.ok());
  ByteReader too_long("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01");
  EXPECT_EQ(too_long.Varint(), 0u);
  EXPECT_FALSE(too_long.ok());
}

TEST(ByteStreamTest, FailsOnANumberAboveItsLimit) {
  const std::string bytes = VarintOf(300);
  EXPECT_EQ(ByteReader(bytes).Varint(300), 300u);
  ByteReader in(bytes);
  EXPECT_EQ(in.Varint(299), 0u);
  EXPECT_FALSE(in.ok());
}

TEST(ByteStreamTest, FailsOnATextLongerThanTheBytes) {
  ByteReader in(
      "\x03"
      "ab");
  EXPECT_EQ(in.Text(), "");
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace karvan::statistics
