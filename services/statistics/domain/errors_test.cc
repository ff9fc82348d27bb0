#include "services/statistics/domain/errors.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::Optional;

TEST(ErrorsTest, CodeReasonAndMetadata) {
  EXPECT_THAT(ResourceNotFound("datasets/a"),
              StatusIs(absl::StatusCode::kNotFound, "\"datasets/a\" does not exist"));
  EXPECT_THAT(ErrorMetadata(ResourceNotFound("datasets/a"), "resource"), Optional(std::string("datasets/a")));
  EXPECT_THAT(ResourceExists("datasets/a"), HasReason("RESOURCE_EXISTS"));
  EXPECT_THAT(EtagMismatch("datasets/a"), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(EtagMismatch("datasets/a"), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Conflict("another call won"),
              StatusIs(absl::StatusCode::kAborted, "another call won: try again"));
  EXPECT_THAT(LimitExceeded("the release has 9 rows", 8),
              StatusIs(absl::StatusCode::kInvalidArgument, "the release has 9 rows: must be at most 8"));
  EXPECT_THAT(ErrorMetadata(LimitExceeded("", 8), "limit"), Optional(std::string("8")));
}

}  // namespace
}  // namespace karvan::statistics
