#include "services/platform/kv/key_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <tuple>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;

std::string TextHex(absl::string_view text) { return absl::BytesToHexString(KeyBuilder().Text(text).key()); }
std::string IntHex(int64_t value) { return absl::BytesToHexString(KeyBuilder().Int(value).key()); }
std::string UintHex(uint64_t value) { return absl::BytesToHexString(KeyBuilder().Uint(value).key()); }

// These bytes are on disk: a change of an expected value here is a change of the format.
TEST(KeyCodecTest, GoldenBytes) {
  EXPECT_EQ(TextHex(""), "020001");
  EXPECT_EQ(TextHex("KAZ"), "024b415a0001");
  EXPECT_EQ(TextHex(absl::string_view("\0", 1)), "0200ff0001");
  EXPECT_EQ(TextHex(absl::string_view("a\0\xFF", 3)), "026100ffff0001");
  EXPECT_EQ(TextHex("\xD2\x9B"), "02d29b0001");

  EXPECT_EQ(IntHex(0), "038000000000000000");
  EXPECT_EQ(IntHex(1), "038000000000000001");
  EXPECT_EQ(IntHex(-1), "037fffffffffffffff");
  EXPECT_EQ(IntHex(std::numeric_limits<int64_t>::min()), "030000000000000000");
  EXPECT_EQ(IntHex(std::numeric_limits<int64_t>::max()), "03ffffffffffffffff");

  EXPECT_EQ(UintHex(0), "040000000000000000");
  EXPECT_EQ(UintHex(0x0123456789ABCDEF), "040123456789abcdef");
  EXPECT_EQ(UintHex(std::numeric_limits<uint64_t>::max()), "04ffffffffffffffff");

  EXPECT_EQ(absl::BytesToHexString(KeyBuilder().Text("B").Int(2024).Uint(7).key()),
            "02420001"
            "0380000000000007e8"
            "040000000000000007");
}

TEST(KeyCodecTest, BuilderGoesOnAfterAPrefix) {
  std::string prefix = KeyBuilder().Text("d").Take();
  EXPECT_EQ(KeyBuilder(prefix).Int(1).key(), KeyBuilder().Text("d").Int(1).key());
}

TEST(KeyCodecTest, TakeEmptiesTheBuilder) {
  KeyBuilder builder;
  EXPECT_EQ(builder.Text("a").Take(), KeyBuilder().Text("a").key());
  EXPECT_EQ(builder.key(), "");
}

using Component = std::variant<std::string, int64_t, uint64_t>;

std::string Encode(const std::vector<Component>& tuple) {
  KeyBuilder builder;
  for (const Component& component : tuple) {
    if (auto* text = std::get_if<std::string>(&component)) builder.Text(*text);
    if (auto* number = std::get_if<int64_t>(&component)) builder.Int(*number);
    if (auto* number = std::get_if<uint64_t>(&component)) builder.Uint(*number);
  }
  return builder.Take();
}

// Components that are near each other, and contain the bytes that the encoding uses itself.
Component RandomComponent(std::mt19937_64& random) {
  const char bytes[] = {'\0', '\x01', '\x02', 'a', '\x7F', '\x80', '\xFF'};
  switch (random() % 3) {
    case 0: {
      std::string text;
      for (size_t i = random() % 4; i > 0; --i) text.push_back(bytes[random() % sizeof(bytes)]);
      return text;
    }
    case 1:
      return static_cast<int64_t>(random() % 2 ? random() : random() % 5 - 2);
    default:
      return static_cast<uint64_t>(random() % 2 ? random() : random() % 3);
  }
}

std::vector<Component> RandomTuple(std::mt19937_64& random) {
  std::vector<Component> tuple(random() % 4);
  for (Component& component : tuple) component = RandomComponent(random);
  return tuple;
}

// std::string compares as unsigned bytes, and std::variant by type first, as the encoding does.
TEST(KeyCodecTest, EncodedOrderIsTupleOrder) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 50'000; ++i) {
    std::vector<Component> a = RandomTuple(random);
    std::vector<Component> b = RandomTuple(random);
    ASSERT_EQ(Encode(a) < Encode(b), a < b)
        << absl::BytesToHexString(Encode(a)) << " and " << absl::BytesToHexString(Encode(b));
    ASSERT_EQ(Encode(a) == Encode(b), a == b);
  }
}

TEST(KeyCodecTest, PrefixRangeHoldsTheTuplesThatBeginWithIt) {
  std::mt19937_64 random(8);
  for (int i = 0; i < 50'000; ++i) {
    std::vector<Component> prefix = RandomTuple(random);
    std::vector<Component> tuple = RandomTuple(random);
    if (random() % 2) std::copy_n(prefix.begin(), std::min(prefix.size(), tuple.size()), tuple.begin());
    bool begins = tuple.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), tuple.begin());
    Range range = PrefixRange(Encode(prefix));
    std::string key = Encode(tuple);
    ASSERT_EQ(key >= range.start && (range.end.empty() || key < range.end), begins);
  }
}

TEST(KeyCodecTest, ReaderGivesBackWhatWasBuilt) {
  std::mt19937_64 random(9);
  for (int i = 0; i < 20'000; ++i) {
    std::vector<Component> tuple = RandomTuple(random);
    std::string key = Encode(tuple);
    KeyReader reader(key);
    for (const Component& component : tuple) {
      EXPECT_FALSE(reader.done());
      if (auto* text = std::get_if<std::string>(&component)) {
        ASSERT_THAT(reader.Text(), IsOkAndHolds(*text));
      }
      if (auto* number = std::get_if<int64_t>(&component)) {
        ASSERT_THAT(reader.Int(), IsOkAndHolds(*number));
      }
      if (auto* number = std::get_if<uint64_t>(&component)) {
        ASSERT_THAT(reader.Uint(), IsOkAndHolds(*number));
      }
    }
    EXPECT_TRUE(reader.done());
  }
}

TEST(KeyCodecTest, ReaderRefusesWhatIsNotThere) {
  std::string number = KeyBuilder().Int(1).Take();
  EXPECT_THAT(KeyReader(number).Text(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(KeyReader(number).Uint(), HasReason("CORRUPT"));
  EXPECT_THAT(KeyReader(number.substr(0, 8)).Int(), HasReason("CORRUPT"));
  EXPECT_THAT(KeyReader("").Text(), HasReason("CORRUPT"));
  EXPECT_THAT(KeyReader("\x02 no end").Text(), HasReason("CORRUPT"));
  EXPECT_THAT(KeyReader(absl::string_view("\x02 half an end\0", 14)).Text(), HasReason("CORRUPT"));
  EXPECT_THAT(KeyReader(absl::string_view("\x02 bad\0\x05\0\x01", 9)).Text(), HasReason("CORRUPT"));
}

TEST(KeyCodecTest, PrefixRangeOfBytesThatCannotGrow) {
  EXPECT_EQ(PrefixRange("a"), (Range{"a", "b"}));
  EXPECT_EQ(PrefixRange("a\xFF"), (Range{"a\xFF", "b"}));
  EXPECT_EQ(PrefixRange("\xFF\xFF"), (Range{"\xFF\xFF", ""}));
  EXPECT_EQ(PrefixRange(""), (Range{"", ""}));
  EXPECT_EQ(PrefixRange("\x7F"), (Range{"\x7F", "\x80"}));
}

TEST(KeyCodecTest, DomainIsTheFirstComponent) {
  std::string text = KeyBuilder().Text(absl::string_view("a\0b", 3)).Take();
  EXPECT_THAT(Domain(KeyBuilder(text).Text("c").Int(1).key()), IsOkAndHolds(absl::string_view(text)));
  EXPECT_THAT(Domain(text), IsOkAndHolds(absl::string_view(text)));
  std::string number = KeyBuilder().Int(1).Take();
  EXPECT_THAT(Domain(KeyBuilder(number).Text("c").key()), IsOkAndHolds(absl::string_view(number)));
  EXPECT_THAT(Domain(""), StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr("\"\"")));
  EXPECT_THAT(Domain("plain"), HasReason("STORE_LIMIT"));
  EXPECT_THAT(Domain("\x03short"), HasReason("STORE_LIMIT"));
}

}  // namespace
}  // namespace karvan::kv
