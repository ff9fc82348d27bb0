#include "services/agreements/domain/partial_date.h"

#include <gmock/gmock.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

PartialDate Date(absl::string_view text) { return PartialDate::Parse(text).value(); }

TEST(PartialDate, PrintsWhatWasRead) {
  for (const char* text : {"1996", "1996-07", "1996-07-12", "2024-02-29", "1000", "9999-12-31"}) {
    ASSERT_OK_AND_ASSIGN(PartialDate date, PartialDate::Parse(text));
    EXPECT_EQ(date.ToString(), text);
  }
}

TEST(PartialDate, KnowsItsParts) {
  EXPECT_EQ(Date("1996").year(), 1996);
  EXPECT_EQ(Date("1996").month(), std::nullopt);
  EXPECT_EQ(Date("1996-07").month(), 7);
  EXPECT_EQ(Date("1996-07").day(), std::nullopt);
  EXPECT_EQ(Date("1996-07-12").day(), 12);
}

TEST(PartialDate, SpansTheDaysItMayMean) {
  EXPECT_EQ(Date("1996").first_day(), absl::CivilDay(1996, 1, 1));
  EXPECT_EQ(Date("1996").last_day(), absl::CivilDay(1996, 12, 31));
  EXPECT_EQ(Date("1996-02").last_day(), absl::CivilDay(1996, 2, 29));
  EXPECT_EQ(Date("1996-07-12").last_day(), absl::CivilDay(1996, 7, 12));
}

TEST(PartialDate, IsBeforeOnlyWhenThatIsSure) {
  EXPECT_TRUE(Date("1996").SurelyBefore(Date("1997-01")));
  EXPECT_TRUE(Date("1996-07-11").SurelyBefore(Date("1996-07-12")));
  EXPECT_FALSE(Date("1996").SurelyBefore(Date("1996-07")));
  EXPECT_FALSE(Date("1996-07").SurelyBefore(Date("1996")));
  EXPECT_FALSE(Date("1996-07-12").SurelyBefore(Date("1996-07-12")));
}

TEST(PartialDate, RefusesWhatIsNotInTheCalendar) {
  for (const char* text : {"", "96", "0999", "1996-7", "1996-13", "1996-00", "1996-02-30", "2023-02-29",
                           "1996-07-00", "1996/07", "1996-07-12T00:00:00Z", "19960712", "abcd", "-996"}) {
    EXPECT_THAT(PartialDate::Parse(text),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("1996-07-12")))
        << text;
    EXPECT_THAT(PartialDate::Parse(text), HasReason("INVALID_DATE")) << text;
  }
}

}  // namespace
}  // namespace karvan::agreements
