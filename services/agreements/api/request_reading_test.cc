#include "services/agreements/api/request_reading.h"

#include <gmock/gmock.h>

#include "karvan/agreements/v1/party_service.pb.h"
#include "services/agreements/api/request_fields.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::testing::HasSubstr;

rpc::CallContext::Values Caller(const std::string& name) {
  rpc::CallContext::Values values;
  values.identity.name = name;
  return values;
}

TEST(ReadId, TakesTheIdOfANameOfTheCollection) {
  Violations violations;
  EXPECT_EQ(ReadId("parties/kazakhstan", "parties", Field("name", violations)), "kazakhstan");
  EXPECT_OK(violations.Status());
  ReadId("forums/kazakhstan", "parties", Field("name", violations));
  EXPECT_THAT(violations.Status(), HasFieldViolation("name", HasSubstr("parties/some-id")));
}

TEST(ReadId, WantsAName) {
  Violations violations;
  ReadId("", "parties", Field("party.name", violations));
  EXPECT_THAT(violations.Status(), HasFieldViolation("party.name", HasSubstr("is required")));
}

TEST(ReadWriteOptions, KnowsARequestByCallerMethodAndPayload) {
  const rpc::CallContext call(Caller("ministry"));
  Violations violations;
  v1::CreatePartyRequest request;
  EXPECT_EQ(ReadWriteOptions(call, request, "", false, violations).request.id, "");

  request.set_request_id("r");
  const WriteOptions first = ReadWriteOptions(call, request, "r", false, violations);
  EXPECT_EQ(first.request.caller, "ministry");
  EXPECT_EQ(first.request.method, "CreatePartyRequest");
  EXPECT_EQ(first.request.id, "r");
  const WriteOptions repeat = ReadWriteOptions(call, request, "r", true, violations);
  EXPECT_EQ(repeat.request.payload_hash, first.request.payload_hash);
  EXPECT_TRUE(repeat.validate_only);
  request.mutable_party()->set_country("KAZ");
  const WriteOptions other = ReadWriteOptions(call, request, "r", false, violations);
  EXPECT_NE(other.request.payload_hash, first.request.payload_hash);
  EXPECT_OK(violations.Status());
}

TEST(ReadWriteOptions, LimitsTheRequestId) {
  const rpc::CallContext call(Caller("ministry"));
  Violations violations;
  std::string longest;
  for (int i = 0; i < 64; ++i) longest += "ж";
  ReadWriteOptions(call, v1::CreatePartyRequest(), longest, false, violations);
  EXPECT_OK(violations.Status());
  ReadWriteOptions(call, v1::CreatePartyRequest(), longest + "x", false, violations);
  EXPECT_THAT(violations.Status(), HasFieldViolation("request_id", HasSubstr("has 65 characters")));
}

TEST(PageStart, GoesOnWhereTheTokenSays) {
  v1::ListPartiesRequest request;
  ASSERT_OK_AND_ASSIGN(const PageStart first, ReadPageStart(request, 0, ""));
  EXPECT_EQ(first.position, "");
  EXPECT_EQ(first.snapshot, 0);
  EXPECT_EQ(first.size, 50);
  EXPECT_EQ(NextPageToken("", 7, first), "");

  request.set_page_token(NextPageToken("kazakhstan", 7, first));
  request.set_page_size(5000);
  ASSERT_OK_AND_ASSIGN(const PageStart second, ReadPageStart(request, 5000, request.page_token()));
  EXPECT_EQ(second.position, "kazakhstan");
  EXPECT_EQ(second.snapshot, 7);
  EXPECT_EQ(second.size, 1000);

  request.set_show_deleted(true);
  EXPECT_THAT(ReadPageStart(request, 10, request.page_token()), HasReason("PAGE_TOKEN_INVALID"));
  EXPECT_THAT(ReadPageStart(request, -1, ""), HasFieldViolation("page_size", HasSubstr("-1")));
}

TEST(RequestFields, AreReadByName) {
  v1::CreatePartyRequest request;
  request.set_party_id("a");
  EXPECT_EQ(TextField(request, "party_id"), "a");
  EXPECT_EQ(MessageField(request, "party"), nullptr);
  request.mutable_party();
  EXPECT_EQ(MessageField(request, "party"), &request.party());
  v1::ListPartiesResponse response;
  static_cast<v1::Party&>(AddToField(response, "parties")).set_country("KAZ");
  EXPECT_EQ(response.parties(0).country(), "KAZ");
  EXPECT_DEATH(TextField(request, "forum_id"), "no such field.*CreatePartyRequest.*forum_id");
}

}  // namespace
}  // namespace karvan::agreements
