#include "services/platform/status/grpc_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"
#include "services/platform/status/error.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using testing::HasFieldViolation;
using testing::HasReason;
using ::testing::Optional;
using testing::StatusIs;

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

TEST(GrpcStatusTest, EveryCodeConvertsBothWays) {
  const std::vector<std::pair<absl::StatusCode, grpc::StatusCode>> codes = {
      {absl::StatusCode::kCancelled, grpc::StatusCode::CANCELLED},
      {absl::StatusCode::kUnknown, grpc::StatusCode::UNKNOWN},
      {absl::StatusCode::kInvalidArgument, grpc::StatusCode::INVALID_ARGUMENT},
      {absl::StatusCode::kDeadlineExceeded, grpc::StatusCode::DEADLINE_EXCEEDED},
      {absl::StatusCode::kNotFound, grpc::StatusCode::NOT_FOUND},
      {absl::StatusCode::kAlreadyExists, grpc::StatusCode::ALREADY_EXISTS},
      {absl::StatusCode::kPermissionDenied, grpc::StatusCode::PERMISSION_DENIED},
      {absl::StatusCode::kResourceExhausted, grpc::StatusCode::RESOURCE_EXHAUSTED},
      {absl::StatusCode::kFailedPrecondition, grpc::StatusCode::FAILED_PRECONDITION},
      {absl::StatusCode::kAborted, grpc::StatusCode::ABORTED},
      {absl::StatusCode::kOutOfRange, grpc::StatusCode::OUT_OF_RANGE},
      {absl::StatusCode::kUnimplemented, grpc::StatusCode::UNIMPLEMENTED},
      {absl::StatusCode::kInternal, grpc::StatusCode::INTERNAL},
      {absl::StatusCode::kUnavailable, grpc::StatusCode::UNAVAILABLE},
      {absl::StatusCode::kDataLoss, grpc::StatusCode::DATA_LOSS},
      {absl::StatusCode::kUnauthenticated, grpc::StatusCode::UNAUTHENTICATED},
  };
  for (const auto& [code, grpc_code] : codes) {
    grpc::Status status = ToGrpcStatus(absl::Status(code, "why"));
    EXPECT_EQ(status.error_code(), grpc_code);
    EXPECT_EQ(status.error_message(), "why");
    EXPECT_EQ(status.error_details(), "");
    EXPECT_EQ(FromGrpcStatus(status), absl::Status(code, "why"));
  }
}

TEST(GrpcStatusTest, OkStaysOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_OK(FromGrpcStatus(grpc::Status::OK));
  EXPECT_OK(FromGrpcStatus(grpc::Status(grpc::StatusCode::OK, "fine", "details")));
}

TEST(GrpcStatusTest, UnknownCodesBecomeUnknown) {
  EXPECT_EQ(ToGrpcStatus(absl::Status(static_cast<absl::StatusCode>(99), "x")).error_code(),
            grpc::StatusCode::UNKNOWN);
  EXPECT_THAT(FromGrpcStatus(grpc::Status(static_cast<grpc::StatusCode>(20), "x")),
              StatusIs(absl::StatusCode::kUnknown, "x"));
}

TEST(GrpcStatusTest, PayloadsMakeTheRoundTrip) {
  absl::Status status = WithRetryDelay(InvalidField("name", "is empty"), absl::Seconds(2));
  status.SetPayload("type.example/other", absl::Cord("bytes"));

  grpc::Status sent = ToGrpcStatus(status);
  EXPECT_EQ(FromGrpcStatus(sent), status);
  EXPECT_THAT(FromGrpcStatus(sent), HasFieldViolation("name", "is empty"));
}

TEST(GrpcStatusTest, DetailsRepeatCodeAndMessageAndBeginWithErrorInfo) {
  google::rpc::Status details =
      Details(ToGrpcStatus(WithRetryDelay(InvalidField("name", "is empty"), absl::Seconds(2))));
  EXPECT_EQ(details.code(), 3);
  EXPECT_EQ(details.message(), "name: is empty");
  ASSERT_EQ(details.details_size(), 3);
  EXPECT_EQ(details.details(0).type_url(), "type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_EQ(details.details(1).type_url(), "type.googleapis.com/google.rpc.RetryInfo");
  EXPECT_EQ(details.details(2).type_url(), "type.googleapis.com/google.rpc.BadRequest");
}

TEST(GrpcStatusTest, UnreadableDetailsAreIgnored) {
  grpc::Status status(grpc::StatusCode::NOT_FOUND, "gone", "\xFF\xFF\xFF");
  EXPECT_EQ(FromGrpcStatus(status), absl::NotFoundError("gone"));
}

TEST(GrpcStatusTest, KeepsTheTextOfInternalErrors) {
  EXPECT_EQ(ToGrpcStatus(absl::InternalError("page 7 of run 3")).error_message(), "page 7 of run 3");
}

TEST(GrpcStatusTest, CutsLongMessagesBetweenCharacters) {
  EXPECT_EQ(ToGrpcStatus(absl::NotFoundError(std::string(5000, 'x'))).error_message(),
            std::string(1024, 'x'));

  std::string cyrillic = "x";
  for (int i = 0; i < 1000; ++i) cyrillic += "\xD0\x94";
  EXPECT_EQ(ToGrpcStatus(absl::NotFoundError(cyrillic)).error_message(), cyrillic.substr(0, 1023));
}

// Bytes that the status takes in the trailers: percent-encoded message and base64 details.
size_t TrailerBytes(const grpc::Status& status) {
  size_t message = 0;
  for (char c : status.error_message()) message += c >= ' ' && c <= '~' && c != '%' ? 1 : 3;
  return message + (status.error_details().size() + 2) / 3 * 4;
}

TEST(GrpcStatusTest, KeepsAsManyViolationsAsFit) {
  Violations violations;
  for (int i = 0; i < 1000; ++i) violations.Add(absl::StrCat("rows[", i, "].наименование"), "не указано");
  grpc::Status sent = ToGrpcStatus(violations.Status());
  EXPECT_LE(TrailerBytes(sent), 7u * 1024);
  EXPECT_GT(TrailerBytes(sent), 7u * 1024 - 200);

  absl::Status received = FromGrpcStatus(sent);
  EXPECT_THAT(received, HasReason("INVALID_FIELD"));
  std::vector<FieldViolation> kept = FieldViolations(received);
  EXPECT_GT(kept.size(), 30u);
  EXPECT_LT(kept.size(), 1000u);
  EXPECT_EQ(kept.front().field, "rows[0].наименование");
}

TEST(GrpcStatusTest, DropsPayloadsThatCannotFit) {
  absl::Status status = Error(absl::StatusCode::kAborted, "CONFLICT", "lost", {{"key", "k"}});
  status.SetPayload("type.example/large", absl::Cord(std::string(8000, 'x')));
  status.SetPayload("type.example/small", absl::Cord("s"));

  absl::Status received = FromGrpcStatus(ToGrpcStatus(status));
  EXPECT_THAT(received, HasReason("CONFLICT"));
  EXPECT_FALSE(received.GetPayload("type.example/large").has_value());
  EXPECT_THAT(received.GetPayload("type.example/small"), Optional(absl::Cord("s")));
}

}  // namespace
}  // namespace karvan
