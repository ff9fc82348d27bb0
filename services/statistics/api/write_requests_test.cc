#include "services/statistics/api/write_requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "karvan/statistics/v1/release_service.pb.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::testing::HasSubstr;

TEST(WriteRequestsTest, IdsAreShortAndPrintable) {
  EXPECT_OK(CheckRequestId(""));
  EXPECT_OK(CheckRequestId("11112222-3333-4444-5555-666677778888"));
  EXPECT_OK(CheckRequestId(std::string(64, 'x')));
  EXPECT_THAT(CheckRequestId(std::string(65, 'x')), HasFieldViolation("request_id", HasSubstr("at most 64")));
  EXPECT_FALSE(CheckRequestId("a\nb").ok());
}

TEST(WriteRequestsTest, NamesCallerMethodAndPayload) {
  const rpc::CallContext call({.identity = {"ana", {}}, .request_id = "call-1"});
  v1::PublishReleaseRequest request;
  request.set_request_id("id-1");
  request.set_name("datasets/tj/releases/1");
  ASSERT_OK_AND_ASSIGN(ledger::WriteRequest first, WriteRequestOf(call, "PublishRelease", request));
  EXPECT_EQ(first.caller, "ana");
  EXPECT_EQ(first.method, "PublishRelease");
  EXPECT_EQ(first.id, "id-1");
  EXPECT_EQ(WriteRequestOf(call, "PublishRelease", request)->payload_hash, first.payload_hash);
  request.set_name("datasets/tj/releases/2");
  EXPECT_NE(WriteRequestOf(call, "PublishRelease", request)->payload_hash, first.payload_hash);
}

}  // namespace
}  // namespace karvan::statistics
