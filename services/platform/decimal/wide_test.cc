#include "services/platform/decimal/wide.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace karvan::wide {
namespace {

Uint256 FromWords(uint64_t w3, uint64_t w2, uint64_t w1, uint64_t w0) {
  return {absl::MakeUint128(w3, w2), absl::MakeUint128(w1, w0)};
}

TEST(WideTest, PowersOfTen) {
  EXPECT_EQ(PowerOfTen(0), 1u);
  EXPECT_EQ(PowerOfTen(19), 10000000000000000000u);
  EXPECT_EQ(PowerOfTen(38), absl::MakeUint128(0x4B3B4CA85A86C47A, 0x098A224000000000));
}

TEST(WideTest, MultiplyKeepsAllBits) {
  EXPECT_EQ(Multiply(7, 6), FromWords(0, 0, 0, 42));
  EXPECT_EQ(Multiply(absl::Uint128Max(), absl::Uint128Max()),
            FromWords(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFE, 0, 1));
  EXPECT_EQ(Multiply(absl::MakeUint128(0x0123456789ABCDEF, 0xFEDCBA9876543210),
                     absl::MakeUint128(0x0F1E2D3C4B5A6978, 0x8796A5B4C3D2E1F0)),
            FromWords(0x00113366AB0066DE, 0x65DC4195D90B2C3C, 0x3B18E5A14BE56DE5, 0x5EF9A562300EFF00));
}

TEST(WideTest, MultiplyByPowerOfTenTellsOverflow) {
  Uint256 value{0, 3};
  EXPECT_TRUE(MultiplyByPowerOfTen(76, value));  // 3 * 10^76 < 2^256
  EXPECT_EQ(value, FromWords(0x425365F534CB411F, 0x162E1E03B92F7C6C, 0x6660F1D454BF3000, 0));
  EXPECT_FALSE(MultiplyByPowerOfTen(1, value));

  value = {0, 5};
  EXPECT_TRUE(MultiplyByPowerOfTen(0, value));
  EXPECT_TRUE(MultiplyByPowerOfTen(-3, value));
  EXPECT_EQ(value, FromWords(0, 0, 0, 5));

  value = {absl::Uint128Max(), absl::Uint128Max()};
  EXPECT_FALSE(MultiplyByPowerOfTen(1, value));
}

TEST(WideTest, SubtractBorrows) {
  EXPECT_EQ(Subtract(FromWords(0, 1, 0, 0), FromWords(0, 0, 0, 1)),
            FromWords(0, 0, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF));
}

TEST(WideTest, DivideSmall) {
  Quotient result = Divide({0, 100}, {0, 7});
  EXPECT_EQ(result.quotient, FromWords(0, 0, 0, 14));
  EXPECT_EQ(result.remainder, FromWords(0, 0, 0, 2));
}

TEST(WideTest, DivideWide) {
  Quotient result = Divide(FromWords(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFE, 0, 1), {0, absl::Uint128Max()});
  EXPECT_EQ(result.quotient, FromWords(0, 0, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF));
  EXPECT_EQ(result.remainder, FromWords(0, 0, 0, 0));

  result = Divide(FromWords(0xF123456789ABCDEF, 0x0011223344556677, 0x889900AABBCCDDEE, 0xFF13579BDF02468A),
                  FromWords(0, 0x0000000000ABCDEF, 0x0123456789ABCDEF, 0x1122334455667788));
  EXPECT_EQ(result.quotient, FromWords(0, 0, 0x000001674FB0DA74, 0x7D1E2C883BEF200A));
  EXPECT_EQ(result.remainder, FromWords(0, 0x0000000000A47AA1, 0xE8ECA5D411CD10BB, 0x0BEF93CDCA189B3A));

  // A divisor above the dividend.
  result = Divide({0, 5}, {1, 0});
  EXPECT_EQ(result.quotient, FromWords(0, 0, 0, 0));
  EXPECT_EQ(result.remainder, FromWords(0, 0, 0, 5));
}

TEST(WideTest, Orders) {
  EXPECT_LT(FromWords(0, 0, 0, 1), FromWords(0, 0, 1, 0));
  EXPECT_LT(FromWords(0, 0, 9, 9), FromWords(0, 1, 0, 0));
  EXPECT_FALSE(FromWords(0, 1, 0, 0) < FromWords(0, 1, 0, 0));
}

}  // namespace
}  // namespace karvan::wide
