#include "services/agreements/convert/reading.h"

#include <gmock/gmock.h>

#include "services/agreements/convert/values.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Reading, TakesWhatIsWellFormed) {
  Violations violations;
  const Field field("f", violations);
  EXPECT_EQ(ReadDecimal("-10.50", field).ToString(), "-10.50");
  EXPECT_EQ(ReadOptionalDecimal("", field), std::nullopt);
  EXPECT_EQ(TextOf(ReadOptionalPeriod("2024-01-01/P7M", field)), "2024-01-01/P7M");
  EXPECT_EQ(TextOf(ReadOptionalPeriod("2024-01-01/P3M", field)), "2024-Q1");
  EXPECT_EQ(TextOf(ReadOptionalDate("1996-07", field)), "1996-07");
  EXPECT_EQ(TextOf(ReadOptionalDate("", field)), "");
  EXPECT_TRUE(violations.empty());
}

TEST(Reading, RejectsTheFieldAndReadsNothingOtherwise) {
  Violations violations;
  const Field root("claim", violations);
  EXPECT_TRUE(ReadDecimal("", root.Sub("value")).IsZero());
  EXPECT_TRUE(ReadDecimal("1,5", root.Sub("amount")).IsZero());
  EXPECT_EQ(ReadOptionalPeriod("2024-13", root.Sub("period")), std::nullopt);
  EXPECT_EQ(ReadOptionalDate("2023-02-29", root.Sub("date")), std::nullopt);
  const absl::Status status = violations.Status();
  EXPECT_THAT(status, HasFieldViolation("claim.value", HasSubstr("is required")));
  EXPECT_THAT(status, HasFieldViolation("claim.amount", HasSubstr("1,5")));
  EXPECT_THAT(status, HasFieldViolation("claim.period", HasSubstr("2024-13")));
  EXPECT_THAT(status, HasFieldViolation("claim.date", HasSubstr("is \"2023-02-29\"")));
}

TEST(ReadList, KnowsTheItem) {
  Violations violations;
  google::protobuf::RepeatedPtrField<v1::Source> messages;
  messages.Add()->set_date("2024");
  messages.Add()->set_date("soon");
  EXPECT_EQ(ReadList<Source>(messages, Field("forum.sources", violations)).size(), 2u);
  EXPECT_THAT(violations.Status(), HasFieldViolation("forum.sources[1].date", HasSubstr("is \"soon\"")));
}

TEST(Texts, GoBothWays) {
  google::protobuf::RepeatedPtrField<std::string> texts;
  WriteTexts({"a", "b"}, texts);
  EXPECT_THAT(ReadTexts(texts), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace karvan::agreements
