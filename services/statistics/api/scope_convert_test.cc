#include "services/statistics/api/scope_convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::testing::HasSubstr;

TEST(ScopeConvertTest, ThereAndBack) {
  v1::ReleaseScope proto;
  proto.add_reporters("KAZ");
  proto.add_flows("X");
  proto.add_partners("TJK");
  proto.add_partners("W00");
  proto.add_classifications("H6");
  proto.add_products("0901");
  proto.set_first_period("2023");
  proto.set_last_period("2024-Q1");
  Violations violations;
  const Scope scope = FromProto(proto, "scope", violations);
  ASSERT_OK(violations.Status());
  EXPECT_EQ(scope.partners, (std::vector<Code>{*Code::Parse("TJK"), *Code::Parse("W00")}));
  EXPECT_EQ(scope.first_month, 2023 * 12);
  EXPECT_EQ(scope.end_month, 2024 * 12 + 3);
  v1::ReleaseScope back = ToProto(scope);
  EXPECT_EQ(back.first_period(), "2023-01");
  EXPECT_EQ(back.last_period(), "2024-03");
  EXPECT_EQ(FromProto(back, "scope", violations), scope);
  EXPECT_EQ(back.products(0), "0901");
}

TEST(ScopeConvertTest, NothingIsEverything) {
  Violations violations;
  EXPECT_EQ(FromProto(v1::ReleaseScope(), "scope", violations), Scope());
  EXPECT_EQ(ToProto(Scope()).ByteSizeLong(), 0u);
  EXPECT_OK(violations.Status());
}

TEST(ScopeConvertTest, FaultsNameTheirField) {
  v1::ReleaseScope proto;
  proto.add_reporters("KAZ");
  proto.add_reporters("kaz");
  proto.add_products("9");
  proto.set_first_period("2024");
  proto.set_last_period("2023");
  for (int i = 0; i < 1001; ++i) proto.add_partners("TJK");
  Violations violations;
  FromProto(proto, "release.scope", violations);
  const absl::Status status = violations.Status();
  EXPECT_THAT(status, HasFieldViolation("release.scope.reporters[1]", HasSubstr("kaz")));
  EXPECT_THAT(status, HasFieldViolation("release.scope.products[0]", HasSubstr("9")));
  EXPECT_THAT(status, HasFieldViolation("release.scope.partners", HasSubstr("at most 1000")));
  EXPECT_THAT(status, HasFieldViolation("release.scope.last_period", HasSubstr("ends before \"2024\"")));
  proto.set_last_period("never");
  Violations others;
  FromProto(proto, "scope", others);
  EXPECT_THAT(others.Status(), HasFieldViolation("scope.last_period", HasSubstr("never")));
}

}  // namespace
}  // namespace karvan::statistics
