#include "services/platform/listing/page_token.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "services/platform/status/testing/matchers.h"

namespace karvan::listing {
namespace {

using karvan::testing::HasReason;
using karvan::testing::IsOkAndHolds;
using karvan::testing::StatusIs;
using ::testing::HasSubstr;

constexpr uint64_t kRequest = 0x0123456789abcdef;

TEST(PageTokenTest, NothingIsTheFirstPage) {
  EXPECT_THAT(DecodePageToken("", kRequest), IsOkAndHolds(PageToken{}));
}

TEST(PageTokenTest, RoundTrip) {
  for (const PageToken& token :
       {PageToken{"", 0}, PageToken{"datasets/kaz-trade", 42}, PageToken{std::string("\0\xff\n", 3), -1},
        PageToken{std::string(1000, 'x'), std::numeric_limits<int64_t>::max()}}) {
    const std::string text = EncodePageToken(token, kRequest);
    EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos)
        << text;
    EXPECT_THAT(DecodePageToken(text, kRequest), IsOkAndHolds(token));
  }
}

// Clients may keep a token over an upgrade: its bytes do not change without a new version.
TEST(PageTokenTest, GoldenBytes) {
  EXPECT_EQ(EncodePageToken({"p", 2}, kRequest), "AQEjRWeJq83vAAAAAAAAAAJw");
  EXPECT_EQ(Fingerprint(""), 0xcbf29ce484222325u);
  EXPECT_EQ(Fingerprint("a"), 0xaf63dc4c8601ec8cu);
}

TEST(PageTokenTest, ATokenOfAnotherRequestIsRefused) {
  const std::string text = EncodePageToken({"p", 2}, kRequest);
  EXPECT_THAT(DecodePageToken(text, kRequest + 1),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("belongs to another request")));
  EXPECT_THAT(DecodePageToken(text, kRequest + 1), HasReason("PAGE_TOKEN_INVALID"));
  EXPECT_EQ(ErrorMetadata(DecodePageToken(text, kRequest + 1).status(), "field"), "page_token");
}

TEST(PageTokenTest, WhatIsNoTokenIsRefused) {
  const std::string good = EncodePageToken({"p", 2}, kRequest);
  std::string future = good;
  future[1] = 'g';  // version 2
  for (const std::string& text : {std::string("!"), std::string("abc"), std::string("\xff\xfe"),
                                  good.substr(0, 20), future, std::string(100000, 'A')}) {
    EXPECT_THAT(DecodePageToken(text, kRequest),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("is not a token of this service")))
        << text;
    EXPECT_THAT(DecodePageToken(text, kRequest), HasReason("PAGE_TOKEN_INVALID"));
    EXPECT_LT(DecodePageToken(text, kRequest).status().message().size(), 400u);
  }
}

}  // namespace
}  // namespace karvan::listing
