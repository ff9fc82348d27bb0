#include "services/platform/status/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::IsEmpty;
using ::testing::Optional;
using testing::StatusIs;

TEST(ErrorTest, CarriesReasonAndMetadata) {
  absl::Status status = Error(absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND", "no dataset \"x\"",
                              {{"resource", "datasets/x"}, {"kind", "dataset"}});
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound, "no dataset \"x\""));
  EXPECT_THAT(ErrorReason(status), Optional(std::string("RESOURCE_NOT_FOUND")));
  EXPECT_THAT(ErrorMetadata(status, "resource"), Optional(std::string("datasets/x")));
  EXPECT_THAT(ErrorMetadata(status, "kind"), Optional(std::string("dataset")));
  EXPECT_EQ(ErrorMetadata(status, "other"), std::nullopt);
  EXPECT_THAT(FieldViolations(status), IsEmpty());
  EXPECT_EQ(RetryDelay(status), std::nullopt);
}

// The bytes are those of google.rpc.ErrorInfo, which clients of other languages read.
TEST(ErrorTest, PayloadIsGoogleErrorInfo) {
  absl::Status status = Error(absl::StatusCode::kAborted, "R", "m", {{"k", "v"}});
  auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  ASSERT_TRUE(payload.has_value());
  EXPECT_EQ(std::string(*payload), std::string("\x0A\x01R\x12\x06karvan\x1A\x06\x0A\x01k\x12\x01v"));
}

TEST(ErrorTest, RepairsTextThatIsNotUtf8) {
  absl::Status status = Error(absl::StatusCode::kInvalidArgument, "R", "value caf\xE9", {{"v", "\xFFx"}});
  EXPECT_EQ(status.message(), "value caf?");
  EXPECT_THAT(ErrorMetadata(status, "v"), Optional(std::string("?x")));
}

TEST(ErrorTest, PlainStatusHasNoDetails) {
  EXPECT_EQ(ErrorReason(absl::NotFoundError("x")), std::nullopt);
  EXPECT_EQ(ErrorReason(absl::OkStatus()), std::nullopt);
  EXPECT_EQ(ErrorMetadata(absl::NotFoundError("x"), "k"), std::nullopt);
  EXPECT_THAT(FieldViolations(absl::NotFoundError("x")), IsEmpty());
}

TEST(ErrorTest, UnreadablePayloadIsNone) {
  absl::Status status = absl::NotFoundError("x");
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo", absl::Cord("\xFF\xFF"));
  EXPECT_EQ(ErrorReason(status), std::nullopt);
}

TEST(InvalidFieldsTest, NamesEveryFieldInTheMessageAndTheDetails) {
  absl::Status status = InvalidFields({{"name", "is empty"}, {"value.units", "\"x\" is not a number"}});
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               "name: is empty; value.units: \"x\" is not a number"));
  EXPECT_THAT(status, HasReason("INVALID_FIELD"));
  EXPECT_THAT(FieldViolations(status), ElementsAre(FieldViolation{"name", "is empty"},
                                                   FieldViolation{"value.units", "\"x\" is not a number"}));
}

TEST(InvalidFieldsTest, OneField) {
  absl::Status status = InvalidField("page_size", "-1 is negative; allowed are 0 and above");
  EXPECT_EQ(status.message(), "page_size: -1 is negative; allowed are 0 and above");
  EXPECT_EQ(FieldViolations(status).size(), 1u);
}

TEST(InvalidFieldsTest, NoViolationIsOk) { EXPECT_OK(InvalidFields({})); }

TEST(ViolationsTest, CollectsInOrder) {
  Violations violations;
  EXPECT_TRUE(violations.empty());
  EXPECT_OK(violations.Status());

  violations.Add("period", absl::InvalidArgumentError("\"x\" is not a period"));
  violations.Add("flow", absl::OkStatus());
  violations.Add("value", InvalidFields({{"units", "is missing"}, {"currency", "is missing"}}));
  violations.Add("name", "is empty");

  EXPECT_FALSE(violations.empty());
  EXPECT_THAT(
      FieldViolations(violations.Status()),
      ElementsAre(FieldViolation{"period", "\"x\" is not a period"},
                  FieldViolation{"value.units", "is missing"}, FieldViolation{"value.currency", "is missing"},
                  FieldViolation{"name", "is empty"}));
}

TEST(RetryDelayTest, IsKeptToTheNanosecond) {
  absl::Status status = Error(absl::StatusCode::kResourceExhausted, "QUOTA", "wait");
  status = WithRetryDelay(status, absl::Milliseconds(1500) + absl::Nanoseconds(7));
  EXPECT_THAT(RetryDelay(status), Optional(absl::Nanoseconds(1500000007)));
  EXPECT_THAT(status, HasReason("QUOTA"));
  EXPECT_OK(WithRetryDelay(absl::OkStatus(), absl::Seconds(1)));
}

}  // namespace
}  // namespace karvan
