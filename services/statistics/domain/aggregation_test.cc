#include "services/statistics/domain/aggregation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::testing::HasSubstr;

class AggregationTest : public ::testing::Test {
 protected:
  absl::Status Check() {
    Violations violations;
    CheckAggregation(aggregation_, filter_, "a", "f", violations);
    return violations.Status();
  }
  void ExpectViolation(const char* field, const char* words) {
    EXPECT_THAT(Check(), HasFieldViolation(field, HasSubstr(words)));
  }

  Aggregation aggregation_;
  ObservationFilter filter_;
};

TEST_F(AggregationTest, NothingIsAskedFor) { EXPECT_OK(Check()); }

TEST_F(AggregationTest, Ranges) {
  aggregation_.group_by = {Dimension::kPartner, Dimension::kPartner};
  ExpectViolation("a.group_by", "once");
  aggregation_.group_by = {Dimension::kProduct};
  aggregation_.product_digits = 1;
  ExpectViolation("a.product_digits", "is 1: must be 0, or 2 to 10");
  aggregation_.product_digits = 6;
  aggregation_.sum_level = 11;
  ExpectViolation("a.sum_level", "is 11");
  aggregation_.sum_level = 4;
  ExpectViolation("a.sum_level", "not be less than product_digits, 6");
  aggregation_.sum_level = 6;
  EXPECT_OK(Check());
  aggregation_.group_by.clear();
  ExpectViolation("a.product_digits", "group_by");
}

TEST_F(AggregationTest, TopNeedsTheOrderOfValues) {
  aggregation_.top = 10;
  ExpectViolation("a.top", "order is by value");
  aggregation_.order = AggregateOrder::kValueDescending;
  EXPECT_OK(Check());
  aggregation_.top = kMaxTop + 1;
  ExpectViolation("a.top", "0 to 10000");
  aggregation_.top = 0;
  aggregation_.remainder = true;
  ExpectViolation("a.remainder", "without top");
  aggregation_.value = false;
  ExpectViolation("a.order", "measures");
}

TEST_F(AggregationTest, TheWorldIsNotSummedWithItsParts) {
  filter_.partners = CodeSet::Of({"W00"});
  EXPECT_OK(Check());
  filter_.partners = CodeSet::Of({"W00", "TJK"});
  ExpectViolation("f.partners", "\"W00\" beside others");
  filter_.partners = CodeSet::Of({}, {*CodeRange::Between("A", "Z")});
  EXPECT_OK(Check());
  aggregation_.group_by = {Dimension::kPartner};
  EXPECT_OK(Check());
  aggregation_.order = AggregateOrder::kValueDescending;
  aggregation_.top = 1;
  aggregation_.remainder = true;
  ExpectViolation("a.remainder", "W00 among others");
}

TEST_F(AggregationTest, TotalsOfBreakdownsAreNotSummedWithTheirParts) {
  filter_.second_partners = CodeSet::Any();
  filter_.customs_procedures = CodeSet::Of({"C00", "C01"});
  filter_.transport_modes = CodeSet::Of({"1000", "2000"});
  ExpectViolation("f.second_partners", "\"W00\"");
  ExpectViolation("f.customs_procedures", "\"C00\"");
  aggregation_.group_by = {Dimension::kSecondPartner, Dimension::kCustomsProcedure};
  EXPECT_OK(Check());
}

TEST_F(AggregationTest, ProductsAreNotSummedWithTheirParts) {
  filter_.products = CodeSet::Of({"27", "440710", "4408"});
  EXPECT_OK(Check());
  filter_.products = CodeSet::Of({"27", "2709", "44"});
  ExpectViolation("f.products", "\"27\" beside \"2709\"");
  filter_.products = CodeSet::Of({"27", "TOTAL"});
  ExpectViolation("f.products", "\"TOTAL\" beside \"27\"");
  aggregation_.sum_level = 2;
  EXPECT_OK(Check());
  aggregation_.sum_level = 0;
  aggregation_.group_by = {Dimension::kProduct};
  EXPECT_OK(Check());
  aggregation_.product_digits = 2;
  ExpectViolation("f.products", "\"TOTAL\"");
}

TEST_F(AggregationTest, RangesOfProductsAreSummedAtOneLevel) {
  filter_.products = CodeSet::Of({"440710"}, {*CodeRange::Between("27", "27")});
  EXPECT_OK(Check());
  filter_.product_digits = {4};
  EXPECT_OK(Check());
  filter_.product_digits = {2, 4};
  ExpectViolation("a.sum_level", "f.product_digits takes several levels");
  aggregation_.sum_level = 4;
  EXPECT_OK(Check());
}

TEST_F(AggregationTest, RemaindersSumOnlyWhatMayBeSummed) {
  aggregation_.order = AggregateOrder::kValueDescending;
  aggregation_.top = 1;
  aggregation_.remainder = true;
  aggregation_.group_by = {Dimension::kPartner, Dimension::kReporter};
  EXPECT_OK(Check());
  for (Dimension dimension : {Dimension::kClassification, Dimension::kFlow, Dimension::kSecondPartner,
                              Dimension::kCustomsProcedure, Dimension::kTransportMode, Dimension::kProduct}) {
    aggregation_.group_by = {dimension};
    ExpectViolation("a.remainder", "grouped by");
  }
  aggregation_.product_digits = 6;
  EXPECT_OK(Check());
  aggregation_.product_digits = 0;
  filter_.products = CodeSet::Of({"27", "44"});
  EXPECT_OK(Check());
  filter_.flows = CodeSet::Of({"X", "M"});
  aggregation_.group_by = {Dimension::kFlow};
  EXPECT_OK(Check());
}

TEST_F(AggregationTest, Conversions) {
  aggregation_.conversion.emplace();
  aggregation_.include_reported = true;
  ExpectViolation("a.include_reported", "conversion");
  aggregation_.value = false;
  ExpectViolation("a.conversion", "measures");
}

}  // namespace
}  // namespace karvan::statistics
