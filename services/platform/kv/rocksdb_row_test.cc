#include "services/platform/kv/rocksdb_row.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv {
namespace {

using ::karvan::testing::HasReason;

// These bytes are on disk: a change of an expected value here is a change of the format.
TEST(RocksDbRowTest, GoldenBytes) {
  EXPECT_EQ(absl::BytesToHexString(EncodeRow(0x0102030405060708, "ab")), "01020304050607086162");
  EXPECT_EQ(absl::BytesToHexString(EncodeRow(0, "")), "0000000000000000");
  EXPECT_EQ(absl::BytesToHexString(kFormatKey), "00666f726d6174");
  EXPECT_EQ(absl::BytesToHexString(kCountKey), "00636f756e74");
  EXPECT_EQ(kFormatVersion, "1");
}

TEST(RocksDbRowTest, DecodesWhatWasEncoded) {
  std::string row = EncodeRow(~uint64_t{0}, "value");
  absl::StatusOr<RowParts> parts = DecodeRow("k", row);
  ASSERT_TRUE(parts.ok());
  EXPECT_EQ(parts->version, ~uint64_t{0});
  EXPECT_EQ(parts->value, "value");
  EXPECT_EQ(DecodeRow("k", EncodeRow(1, ""))->value, "");
}

TEST(RocksDbRowTest, ShortRowIsCorrupt) { EXPECT_THAT(DecodeRow("k", "1234567"), HasReason("CORRUPT")); }

}  // namespace
}  // namespace karvan::kv
