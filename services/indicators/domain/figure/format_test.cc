#include "services/indicators/domain/figure/format.h"

#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

Decimal D(absl::string_view text) { return *Decimal::Parse(text); }
Interval Closed(absl::string_view lower, absl::string_view upper) {
  return Interval::Closed(D(lower), D(upper));
}

TEST(FormatTest, GroupsThousands) {
  EXPECT_EQ(FormatNumber(D("1148800000"), 0), "1,148,800,000");
  EXPECT_EQ(FormatNumber(D("999"), 1), "999.0");
  EXPECT_EQ(FormatNumber(D("-1234.56"), 1), "-1,234.6");
}

TEST(FormatTest, MoneyShowsTheDigitsThatWerePublished) {
  EXPECT_EQ(FormatMoney(D("1148800000"), 5, "USD"), "1,148.8 million USD");
  EXPECT_EQ(FormatMoney(D("893000000"), 6, "USD"), "893 million USD");
  EXPECT_EQ(FormatMoney(D("519020000"), 4, "USD"), "519.02 million USD");
  EXPECT_EQ(FormatMoney(D("1441405269.761606"), 0, "USD"), "1,441.4 million USD");
  EXPECT_EQ(FormatMoney(D("-637200000"), 5, "USD"), "-637.2 million USD");
  EXPECT_EQ(FormatMoney(D("12345"), 0, "USD"), "12,345 USD");
  EXPECT_EQ(FormatMoney(D("2000000000"), 9, "USD"), "2,000 million USD");
}

TEST(FormatTest, IntervalsShowTheirEnds) {
  EXPECT_EQ(FormatMoneyInterval(Closed("1439811912", "1443000628")), "[1,439.8 to 1,443.0]");
  EXPECT_EQ(FormatMoneyInterval(Closed("1148750000", "1148850000")), "[1,148.75 to 1,148.85]");
  EXPECT_EQ(FormatMoneyInterval({.lower = D("2000000000")}), "[from 2,000.0]");
  EXPECT_EQ(FormatMoneyInterval(Closed("10", "20")), "[10 to 20]");
  EXPECT_EQ(FormatPercentInterval(Closed("77.686382", "77.780196")), "[77.69 to 77.78]");
}

TEST(FormatTest, PercentagesShowEnoughToTellTheIntervalsEndsApart) {
  EXPECT_EQ(FormatPercent(D("77.733287")), "77.7%");
  EXPECT_EQ(FormatPercentWithin(D("19.725637"), Closed("19.714849", "19.736424")),
            "19.726% [19.715 to 19.736]");
  EXPECT_EQ(FormatPercentWithin(D("51.67"), Closed("51.593", "51.749")), "51.67% [51.59 to 51.75]");
}

}  // namespace
}  // namespace karvan::indicators
