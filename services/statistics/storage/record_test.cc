#include "services/statistics/storage/record.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/stored.pb.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

stored::StoredCounters Counters() {
  stored::StoredCounters head;
  head.set_release_count(3);
  return head;
}

TEST(RecordTest, BytesOnDisk) {
  EXPECT_EQ(absl::BytesToHexString(EncodeRecord(Counters())), "01a297e56bbc52fd2c0803");
}

TEST(RecordTest, RoundTrip) {
  stored::StoredCounters read;
  ASSERT_OK(DecodeRecord(EncodeRecord(Counters()), "counters", read));
  EXPECT_EQ(read.release_count(), 3);
}

TEST(RecordTest, EveryFlippedBitIsFound) {
  const std::string record = EncodeRecord(Counters());
  stored::StoredCounters read;
  for (size_t bit = 0; bit < record.size() * 8; ++bit) {
    std::string damaged = record;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    EXPECT_THAT(DecodeRecord(damaged, "counters", read), HasReason("CORRUPT")) << bit;
  }
}

TEST(RecordTest, FaultsAreNamed) {
  const std::string record = EncodeRecord(Counters());
  stored::StoredCounters read;
  EXPECT_THAT(DecodeRecord(record.substr(0, 5), "head of a", read),
              StatusIs(absl::StatusCode::kDataLoss, AllOf(HasSubstr("head of a"), HasSubstr("cut off"))));
  EXPECT_THAT(DecodeRecord("\x07" + record.substr(1), "head of a", read),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("format version 7")));
  EXPECT_THAT(DecodeRecord(record + "x", "head of a", read),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("checksum")));
}

}  // namespace
}  // namespace karvan::statistics
