#include "services/platform/kv/postgres_values.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"

// Against what PostgreSQL itself sends, as by SELECT encode(array_send(ARRAY['\x61'::bytea, NULL]), 'hex').
namespace karvan::kv {
namespace {

std::string Hex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }

TEST(PostgresValuesTest, NumbersAreBigEndian) {
  EXPECT_EQ(Hex(Int2(3)), "0003");
  EXPECT_EQ(Hex(Int2(-1)), "ffff");
  EXPECT_EQ(Hex(Int4(-1)), "ffffffff");
  EXPECT_EQ(Hex(Int8(0x0102030405060708)), "0102030405060708");
  EXPECT_EQ(Hex(Int8(-2)), "fffffffffffffffe");
}

TEST(PostgresValuesTest, Arrays) {
  EXPECT_EQ(Hex(ByteaArray({"a", std::nullopt})),
            "00000001"
            "00000001"
            "00000011"
            "00000002"
            "00000001"
            "00000001"
            "61"
            "ffffffff");
  EXPECT_EQ(Hex(Int8Array({std::nullopt, 7})),
            "00000001"
            "00000001"
            "00000014"
            "00000002"
            "00000001"
            "ffffffff"
            "00000008"
            "0000000000000007");
}

}  // namespace
}  // namespace karvan::kv
