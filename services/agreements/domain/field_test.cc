#include "services/agreements/domain/field.h"

#include <gmock/gmock.h>

#include <string>

#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;

TEST(Field, KnowsItsPath) {
  Violations violations;
  const Field root("agreement", violations);
  EXPECT_EQ(root.Sub("participants").Item(1).Sub("party").path(), "agreement.participants[1].party");
}

TEST(Field, CollectsFaultsUnderItsPath) {
  Violations violations;
  const Field root("claim", violations);
  root.Sub("figure").Reject("is required");
  root.Sub("period").RejectIfError(absl::InvalidArgumentError("is no period"));
  root.Sub("partner").RejectIfError(absl::OkStatus());
  EXPECT_THAT(violations.Status(), HasFieldViolation("claim.figure", "is required"));
  EXPECT_THAT(violations.Status(), HasFieldViolation("claim.period", "is no period"));
  EXPECT_EQ(FieldViolations(violations.Status()).size(), 2u);
}

TEST(Quoted, CutsLongTextBetweenCharacters) {
  EXPECT_EQ(Quoted("kaz"), "\"kaz\"");
  EXPECT_EQ(Quoted(std::string(80, 'a')), "\"" + std::string(80, 'a') + "\"");
  EXPECT_EQ(Quoted(std::string(79, 'a') + "ж"), "\"" + std::string(79, 'a') + "...\"");
}

}  // namespace
}  // namespace karvan::agreements
