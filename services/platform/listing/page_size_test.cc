#include "services/platform/listing/page_size.h"

#include <gtest/gtest.h>

#include <limits>

#include "services/platform/status/testing/matchers.h"

namespace karvan::listing {
namespace {

using karvan::testing::HasFieldViolation;
using karvan::testing::IsOkAndHolds;
using karvan::testing::StatusIs;
using ::testing::HasSubstr;

TEST(PageSizeTest, ZeroIsTheDefault) { EXPECT_THAT(PageSize(0, 50, 1000), IsOkAndHolds(50)); }

TEST(PageSizeTest, WhatIsAskedFor) {
  EXPECT_THAT(PageSize(1, 50, 1000), IsOkAndHolds(1));
  EXPECT_THAT(PageSize(1000, 50, 1000), IsOkAndHolds(1000));
}

TEST(PageSizeTest, AboveTheMaximumIsTheMaximum) {
  EXPECT_THAT(PageSize(1001, 50, 1000), IsOkAndHolds(1000));
  EXPECT_THAT(PageSize(std::numeric_limits<int32_t>::max(), 50, 1000), IsOkAndHolds(1000));
}

TEST(PageSizeTest, NegativeIsRefused) {
  EXPECT_THAT(PageSize(-1, 50, 1000), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(PageSize(-1, 50, 1000), HasFieldViolation("page_size", HasSubstr("\"-1\" is negative")));
}

}  // namespace
}  // namespace karvan::listing
