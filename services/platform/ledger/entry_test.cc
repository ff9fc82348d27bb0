#include "services/platform/ledger/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::ledger {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;

Entry Sample() {
  Entry entry;
  entry.sequence = 258;
  entry.time = absl::FromUnixMicros(1'724'313'600'000'001);
  entry.kind = "party.created";
  entry.nonce = std::string(31, 'n') + "\n";
  entry.content = "content";
  entry.commitment = CommitmentTo(entry.nonce, entry.content);
  return entry;
}

std::string Hex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }

// These bytes are on disk and under published roots: a change of them is a change of the format.
TEST(EntryTest, GoldenBytes) {
  const Entry entry = Sample();
  const std::string time = "000620410b9c0001", kind = "0d" + Hex("party.created");
  // sha256sum of 31 times "n", a newline and "content".
  const std::string commitment = "7351f50dfc605eebfd95a182bd8428ba3ff64c04227827e9e4398128773f4bce";
  EXPECT_EQ(Hex(BytesOf(entry.commitment)), commitment);
  EXPECT_EQ(Hex(EncodeEntry(entry)), absl::StrCat("0100", time, kind, Hex(entry.nonce), Hex("content")));
  EXPECT_EQ(Hex(EncodeEntry(Redacted(entry))), absl::StrCat("0101", time, kind, commitment));
  EXPECT_EQ(LeafHashOf(entry),
            HashLeaf(absl::HexStringToBytes(absl::StrCat("01", "0000000000000102", time, kind, commitment))));
  EXPECT_EQ(Hex(BytesOf(LeafHashOf(entry))),
            "82a80dc6e014ec30e9f1d03fd3c26d3535129791ecaca7cc4d9c9113457c6753");
}

TEST(EntryTest, IsReadAsItWasWritten) {
  EXPECT_THAT(DecodeEntry(258, EncodeEntry(Sample())), IsOkAndHolds(Sample()));
  const Entry redacted = Redacted(Sample());
  EXPECT_THAT(DecodeEntry(258, EncodeEntry(redacted)), IsOkAndHolds(redacted));
  Entry empty = Sample();
  empty.content.clear();
  empty.commitment = CommitmentTo(empty.nonce, "");
  EXPECT_THAT(DecodeEntry(258, EncodeEntry(empty)), IsOkAndHolds(empty));
}

TEST(EntryTest, RedactionKeepsTheLeaf) {
  const Entry redacted = Redacted(Sample());
  EXPECT_TRUE(redacted.redacted);
  EXPECT_EQ(redacted.content, "");
  EXPECT_EQ(redacted.nonce, "");
  EXPECT_EQ(LeafHashOf(redacted), LeafHashOf(Sample()));
}

TEST(EntryTest, TheLeafDependsOnEverything) {
  const Hash leaf = LeafHashOf(Sample());
  Entry other = Sample();
  other.sequence = 259;
  EXPECT_NE(LeafHashOf(other), leaf);
  other = Sample();
  other.time += absl::Microseconds(1);
  EXPECT_NE(LeafHashOf(other), leaf);
  other = Sample();
  other.kind = "party.creates";
  EXPECT_NE(LeafHashOf(other), leaf);
  EXPECT_NE(CommitmentTo(other.nonce, "contents"), other.commitment);
  EXPECT_NE(CommitmentTo(std::string(32, 'n'), "content"), other.commitment);
}

TEST(EntryTest, DamagedRowsAreCorrupt) {
  const std::string whole = EncodeEntry(Sample()), redacted = EncodeEntry(Redacted(Sample()));
  const size_t without_content = whole.size() - 7;
  for (size_t size = 0; size < without_content; ++size) {
    EXPECT_THAT(DecodeEntry(258, whole.substr(0, size)), HasReason("CORRUPT")) << size;
  }
  for (size_t size = 0; size < redacted.size(); ++size) {
    EXPECT_THAT(DecodeEntry(258, redacted.substr(0, size)), HasReason("CORRUPT")) << size;
  }
  EXPECT_THAT(DecodeEntry(258, redacted + "x"), HasReason("CORRUPT"));
  EXPECT_THAT(DecodeEntry(258, "\x02" + whole.substr(1)), HasReason("CORRUPT"));
  EXPECT_THAT(DecodeEntry(258, "\x01\x02" + whole.substr(2)),
              StatusIs(absl::StatusCode::kDataLoss, ::testing::HasSubstr("entry 258 of the log")));
}

TEST(EntryTest, KindAndContentAreLimited) {
  EXPECT_OK(CheckEntry("k", ""));
  EXPECT_OK(CheckEntry(std::string(64, 'k'), std::string(64'512, 'c')));
  EXPECT_THAT(CheckEntry("", "c"), HasReason("INVALID_FIELD"));
  EXPECT_THAT(CheckEntry(std::string(65, 'k'), "c"), HasReason("INVALID_FIELD"));
  EXPECT_THAT(CheckEntry("k", std::string(64'513, 'c')),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "content: takes 64513 bytes, but at most 64512 are allowed"));
}

TEST(EntryTest, NoncesAreOfTheirSizeAndDiffer) {
  ASSERT_OK_AND_ASSIGN(const std::string nonce, NewNonce());
  EXPECT_EQ(nonce.size(), 32u);
  EXPECT_NE(*NewNonce(), nonce);
}

TEST(HeadTest, GoldenBytes) {
  Head head;
  head.epoch = 3;
  head.time = absl::FromUnixMicros(1'724'313'600'000'001);
  EXPECT_EQ(Hex(EncodeHead(head)),
            "01"
            "0000000000000003"
            "000620410b9c0001"
            "0000000000000000");
  const Hash leaf = HashLeaf("leaf");
  head.tree.Append(leaf);
  EXPECT_EQ(Hex(EncodeHead(head)), absl::StrCat("01"
                                                "0000000000000003"
                                                "000620410b9c0001"
                                                "0000000000000001",
                                                Hex(BytesOf(leaf))));
}

TEST(KeysTest, GoldenBytes) {
  const std::string log =
      "0274"
      "6a0001"
      "026c6564676572"
      "0001";  // "tj", "ledger"
  EXPECT_EQ(Hex(HeadKey("tj")), log +
                                    "0268656164"
                                    "0001");
  EXPECT_EQ(Hex(EntryKey("tj", 5)), log +
                                        "02656e747279"
                                        "0001"
                                        "038000000000000005");
  EXPECT_EQ(Hex(NodesKey("tj", 5)), log +
                                        "026e6f646573"
                                        "0001"
                                        "038000000000000005");
  EXPECT_EQ(Hex(RequestKey("tj", 19'957, "q1")), log +
                                                     "0272657175657374"
                                                     "0001"
                                                     "038000000000004df5"
                                                     "027131"
                                                     "0001");
  EXPECT_EQ(Hex(SigningKeyKey("tj")), log +
                                          "026b6579"
                                          "0001");
  EXPECT_THAT(DayOfRequestKey(RequestKey("tj", 19'957, "q1")), IsOkAndHolds(19'957));
  EXPECT_EQ(DayOf(absl::FromUnixSeconds(1'724'313'600)), 19'957);
}

}  // namespace
}  // namespace karvan::ledger
