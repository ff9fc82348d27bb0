#include "services/statistics/domain/series_key.h"

#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::testing::HasSubstr;

SeriesKey Key(std::string reporter, std::string flow, std::string partner) {
  return {.reporter = std::move(reporter), .flow = std::move(flow), .partner = std::move(partner)};
}

TEST(SeriesKeyTest, OrdersByReporterFlowPartnerBreakdownThenProduct) {
  EXPECT_LT(Key("KAZ", "X", "TJK"), Key("TJK", "M", "KAZ"));
  EXPECT_LT(Key("KAZ", "M", "UZB"), Key("KAZ", "X", "TJK"));
  EXPECT_LT(Key("KAZ", "X", "TJK"), Key("KAZ", "X", "UZB"));
  SeriesKey oil = Key("KAZ", "X", "TJK"), wood = oil, oil_by_rail = oil;
  oil.product = "27";
  wood.product = "44";
  oil_by_rail.product = "27";
  oil_by_rail.transport_mode = "3100";
  EXPECT_LT(oil, wood);
  EXPECT_LT(wood, oil_by_rail);
}

TEST(SeriesKeyTest, DefaultsAreTotals) {
  SeriesKey key = Key("KAZ", "X", "TJK");
  EXPECT_FALSE(IsBreakdown(key));
  EXPECT_EQ(Describe(key), "KAZ X TJK HS TOTAL");
  key.second_partner = "UZB";
  EXPECT_TRUE(IsBreakdown(key));
  EXPECT_EQ(Describe(key), "KAZ X TJK HS TOTAL second partner UZB");
}

TEST(SeriesKeyTest, EachBreakdownCounts) {
  SeriesKey customs = Key("KAZ", "X", "TJK"), mode = customs;
  customs.customs_procedure = "C01";
  mode.transport_mode = "1000";
  EXPECT_TRUE(IsBreakdown(customs));
  EXPECT_TRUE(IsBreakdown(mode));
}

TEST(SeriesKeyTest, ChecksEveryPart) {
  Violations none;
  CheckSeriesKey(Key("KAZ", "X", "TJK"), "series", none);
  EXPECT_OK(none.Status());

  SeriesKey bad{"kaz", "x", "??", "hs", "1", "a", "-", "air"};
  Violations all;
  CheckSeriesKey(bad, "series", all);
  for (const char* field : {"reporter", "flow", "partner", "classification", "product", "second_partner",
                            "customs_procedure", "transport_mode"}) {
    EXPECT_THAT(all.Status(), HasFieldViolation(absl::StrCat("series.", field), HasSubstr("must be")));
  }
}

}  // namespace
}  // namespace karvan::statistics
