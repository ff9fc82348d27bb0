#include "services/platform/listing/request_fingerprint.h"

#include <gtest/gtest.h>

#include <string>

#include "services/platform/rpc/testing/echo_service.pb.h"

namespace karvan::listing {
namespace {

using rpc::testing::EchoRequest;
using rpc::testing::EchoResponse;

TEST(RequestFingerprintTest, PageTokenAndSizeDoNotCount) {
  EchoRequest first;
  first.set_text("kaz");
  EchoRequest second = first;
  second.set_page_token("AQID");
  second.set_page_size(10);
  EXPECT_EQ(RequestFingerprint(first), RequestFingerprint(second));
  EXPECT_EQ(second.page_token(), "AQID");  // the request itself is left alone
}

TEST(RequestFingerprintTest, OtherFieldsCount) {
  EchoRequest first;
  first.set_text("kaz");
  EchoRequest second = first;
  second.set_count(1);
  EXPECT_NE(RequestFingerprint(first), RequestFingerprint(second));
}

TEST(RequestFingerprintTest, TheTypeCounts) {
  EchoRequest request;
  request.set_text("kaz");
  EchoResponse other;  // the same bytes on the wire
  other.set_text("kaz");
  EXPECT_NE(RequestFingerprint(request), RequestFingerprint(other));
}

TEST(RequestFingerprintTest, TheOrderOfMapEntriesDoesNotCount) {
  EchoRequest first;
  EchoRequest second;
  for (int i = 0; i < 50; ++i) {
    (*first.mutable_labels())["k" + std::to_string(i)] = "v";
    (*second.mutable_labels())["k" + std::to_string(49 - i)] = "v";
  }
  EXPECT_EQ(RequestFingerprint(first), RequestFingerprint(second));
}

}  // namespace
}  // namespace karvan::listing
