#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "services/platform/period/period.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::StatusIs;

Period P(absl::string_view text) { return Period::Parse(text).value(); }

std::string ParseError(absl::string_view text) {
  absl::StatusOr<Period> period = Period::Parse(text);
  EXPECT_THAT(period, StatusIs(absl::StatusCode::kInvalidArgument));
  return std::string(period.status().message());
}

struct TextCase {
  const char* text;
  int year;
  int month;
  int month_count;
  const char* canonical;
};

TEST(PeriodTextTest, ReadsEveryFormAndWritesTheShortest) {
  const TextCase cases[] = {
      {"2024", 2024, 1, 12, "2024"},
      {"2024-07", 2024, 7, 1, "2024-07"},
      {"2024-12", 2024, 12, 1, "2024-12"},
      {"2024-Q1", 2024, 1, 3, "2024-Q1"},
      {"2024-Q3", 2024, 7, 3, "2024-Q3"},
      {"2024-Q4", 2024, 10, 3, "2024-Q4"},
      {"2024-S1", 2024, 1, 6, "2024-S1"},
      {"2024-S2", 2024, 7, 6, "2024-S2"},
      {"2024-01-01/P7M", 2024, 1, 7, "2024-01-01/P7M"},
      {"2024-02-01/P4M", 2024, 2, 4, "2024-02-01/P4M"},
      {"2024-01-01/P1M", 2024, 1, 1, "2024-01"},
      {"2024-01-01/P3M", 2024, 1, 3, "2024-Q1"},
      {"2024-02-01/P3M", 2024, 2, 3, "2024-02-01/P3M"},
      {"2024-10-01/P3M", 2024, 10, 3, "2024-Q4"},
      {"2024-01-01/P6M", 2024, 1, 6, "2024-S1"},
      {"2024-07-01/P6M", 2024, 7, 6, "2024-S2"},
      {"2024-04-01/P6M", 2024, 4, 6, "2024-04-01/P6M"},
      {"2024-01-01/P12M", 2024, 1, 12, "2024"},
      {"2024-01-01/P1Y", 2024, 1, 12, "2024"},
      {"2023-07-01/P12M", 2023, 7, 12, "2023-07-01/P12M"},
      {"2023-07-01/P1Y", 2023, 7, 12, "2023-07-01/P12M"},
      {"2020-01-01/P3Y", 2020, 1, 36, "2020-01-01/P36M"},
      {"2023-11-01/P4M", 2023, 11, 4, "2023-11-01/P4M"},
      {"1000-01", 1000, 1, 1, "1000-01"},
      {"9999-12", 9999, 12, 1, "9999-12"},
      {"9900-01-01/P1200M", 9900, 1, 1200, "9900-01-01/P1200M"},
      {"9900-01-01/P100Y", 9900, 1, 1200, "9900-01-01/P1200M"},
  };
  for (const TextCase& c : cases) {
    ASSERT_OK_AND_ASSIGN(Period period, Period::Parse(c.text));
    EXPECT_EQ(period.first_month(), c.year * 12 + c.month - 1) << c.text;
    EXPECT_EQ(period.month_count(), c.month_count) << c.text;
    EXPECT_EQ(period.ToString(), c.canonical) << c.text;
    EXPECT_EQ(P(period.ToString()), period) << c.text;
  }
}

TEST(PeriodTextTest, OneIntervalIsOnePeriod) {
  EXPECT_EQ(P("2024-01-01/P3M"), P("2024-Q1"));
  EXPECT_EQ(P("2024-01-01/P6M"), P("2024-S1"));
  EXPECT_EQ(P("2024-01-01/P12M"), P("2024"));
  EXPECT_EQ(P("2024-07-01/P1M"), P("2024-07"));
}

TEST(PeriodTextTest, RefusesOtherTextsAndSaysWhatIsAllowed) {
  for (const char* text : {"",
                           "24",
                           "202",
                           "20245",
                           "2024-",
                           "2024-7",
                           "2024-007",
                           "2024-Q",
                           "2024-q1",
                           "2024-Q01",
                           "2024-Q1x",
                           "2024-S",
                           "2024-S1-",
                           "2024-H1",
                           "2024-M07",
                           "2024-A1",
                           "2024/07",
                           "2024-07-01",
                           "2024-07-15/P7M",
                           "2024-07-01/",
                           "2024-07-01/P",
                           "2024-07-01/PM",
                           "2024-07-01/P7",
                           "2024-07-01/7M",
                           "2024-07-01/P7D",
                           "2024-07-01/P0M",
                           "2024-07-01/P07M",
                           "2024-07-01/P-1M",
                           "2024-07-01/P1Y2M",
                           "2024-07-01/P7m",
                           "2024-07-01/P99999M",
                           "2024-Q1/P7M",
                           " 2024",
                           "2024 ",
                           "-2024",
                           "+2024",
                           "2024--1",
                           "2024-+1",
                           "today"}) {
    EXPECT_THAT(
        ParseError(text),
        AllOf(HasSubstr(std::string("\"") + text + "\" is not a period: allowed are"), HasSubstr("2024-07,"),
              HasSubstr("2024-Q3"), HasSubstr("2024-S1"), HasSubstr("2024-01-01/P7M")))
        << text;
  }
  EXPECT_LT(ParseError(std::string(100000, '2')).size(), 300u);
}

TEST(PeriodTextTest, NamesTheNumberThatIsOutOfRange) {
  EXPECT_EQ(ParseError("2024-13"), "\"2024-13\" is not a period: month 13 is not within 1 to 12");
  EXPECT_EQ(ParseError("2024-00"), "\"2024-00\" is not a period: month 0 is not within 1 to 12");
  EXPECT_EQ(ParseError("2024-Q5"), "\"2024-Q5\" is not a period: quarter 5 is not within 1 to 4");
  EXPECT_EQ(ParseError("2024-S3"), "\"2024-S3\" is not a period: half 3 is not within 1 to 2");
  EXPECT_EQ(ParseError("0999"), "\"0999\" is not a period: year 999 is not within 1000 to 9999");
  EXPECT_EQ(ParseError("0999-05"), "\"0999-05\" is not a period: year 999 is not within 1000 to 9999");
  EXPECT_EQ(ParseError("2024-13-01/P7M"),
            "\"2024-13-01/P7M\" is not a period: month 13 is not within 1 to 12");
  EXPECT_EQ(ParseError("2024-01-01/P1201M"),
            "\"2024-01-01/P1201M\" is not a period: a length of 1201 months is not within 1 to 1200");
  EXPECT_EQ(ParseError("2024-01-01/P9999Y"),
            "\"2024-01-01/P9999Y\" is not a period: a length of 119988 months is not within 1 to 1200");
  EXPECT_EQ(ParseError("9999-12-01/P2M"),
            "\"9999-12-01/P2M\" is not a period: the period leaves the years 1000 to 9999");
}

TEST(PeriodLabelTest, ReadsAsPeopleWrite) {
  EXPECT_EQ(P("2023").Label(), "2023");
  EXPECT_EQ(P("2024-07").Label(), "July 2024");
  EXPECT_EQ(P("2024-Q1").Label(), "Q1 2024");
  EXPECT_EQ(P("2024-Q4").Label(), "Q4 2024");
  EXPECT_EQ(P("2022-S1").Label(), "first half of 2022");
  EXPECT_EQ(P("2022-S2").Label(), "second half of 2022");
  EXPECT_EQ(P("2024-01-01/P7M").Label(), "January-July 2024");
  EXPECT_EQ(P("2024-02-01/P4M").Label(), "February-May 2024");
  EXPECT_EQ(P("2024-11-01/P2M").Label(), "November-December 2024");
  EXPECT_EQ(P("2023-11-01/P4M").Label(), "November 2023-February 2024");
  EXPECT_EQ(P("2023-07-01/P12M").Label(), "July 2023-June 2024");
  EXPECT_EQ(P("2022-01-01/P2Y").Label(), "2022-2023");
  EXPECT_EQ(P("2022-01-01/P14M").Label(), "January 2022-February 2023");
}

TEST(PeriodTextTest, PrintsToStreams) {
  std::ostringstream out;
  out << P("2024-01-01/P7M");
  EXPECT_EQ(out.str(), "2024-01-01/P7M");
}

}  // namespace
}  // namespace karvan
