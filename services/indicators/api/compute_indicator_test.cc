#include "services/indicators/api/testing/run.h"
#include "services/indicators/domain/claim/testing/published_figures.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

class ComputeIndicatorTest : public ::testing::Test {
 protected:
  void SetUp() override { test_.statistics.Add(testing::TajikAgency()); }

  static v1::ComputeIndicatorRequest Request(const std::string& indicator,
                                             const std::string& period = "2023") {
    v1::ComputeIndicatorRequest request;
    request.set_indicator(indicator);
    request.set_dataset("datasets/tjk-agency");
    request.set_reporter("TJK");
    request.set_partner("KAZ");
    request.set_period(period);
    return request;
  }

  absl::StatusOr<v1::IndicatorResult> Compute(const v1::ComputeIndicatorRequest& request) {
    return testing::Run(test_.handlers.ComputeIndicator(test_.call, request));
  }

  testing::HandlerTest test_;
};

TEST_F(ComputeIndicatorTest, Turnover) {
  const absl::StatusOr<v1::IndicatorResult> result = Compute(Request("turnover"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->indicator(), "turnover");
  EXPECT_EQ(result->value(), "1148800000");
  EXPECT_EQ(result->unit(), "USD");
  EXPECT_EQ(result->reason(), v1::REASON_UNSPECIFIED);
  EXPECT_EQ(result->interval().lower(), "1148250000");
  EXPECT_TRUE(result->interval().lower_closed());
  EXPECT_FALSE(result->has_printed_interval());
  EXPECT_EQ(result->variant(), "X + M");
  EXPECT_EQ(result->dataset(), "datasets/tjk-agency");
  EXPECT_EQ(result->snapshot(), 1);
  EXPECT_EQ(result->algorithm_version(), "1");
  EXPECT_EQ(result->lineage_size(), 0);
}

TEST_F(ComputeIndicatorTest, NumbersTooLargeToComputeWithAreAReason) {
  v1::ComputeIndicatorRequest request = Request("required_growth");
  request.set_target_value(std::string(38, '9'));
  request.set_deadline("2024");
  const absl::StatusOr<v1::IndicatorResult> result = Compute(request);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->value(), "");
  EXPECT_EQ(result->reason(), v1::REASON_NOT_DEFINED);
  EXPECT_THAT(result->reason_text(), HasSubstr("more than 38 digits"));
}

TEST_F(ComputeIndicatorTest, LineageOnRequest) {
  v1::ComputeIndicatorRequest request = Request("flow_share");
  request.set_flow("M");
  request.set_include_lineage(true);
  const absl::StatusOr<v1::IndicatorResult> result = Compute(request);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->flow(), "M");
  EXPECT_EQ(result->value(), "77.733287");
  EXPECT_EQ(result->printed_interval().lower(), "77.686382");
  ASSERT_EQ(result->lineage_size(), 2);
  EXPECT_EQ(result->lineage(0).flow(), "M");
  EXPECT_EQ(result->lineage(0).value(), "893000000");
  EXPECT_EQ(result->lineage(0).qualifier(), type::v1::QUALIFIER_ALMOST);
  EXPECT_EQ(result->lineage(0).statement(), "tass-1736063");
  EXPECT_EQ(result->lineage(0).period(), "2023");
}

TEST_F(ComputeIndicatorTest, AReasonInsteadOfAValueIsNoError) {
  const absl::StatusOr<v1::IndicatorResult> result = Compute(Request("growth"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->value(), "");
  EXPECT_EQ(result->reason(), v1::REASON_MISSING_INPUT);
  EXPECT_EQ(result->reason_text(), "turnover of TJK with KAZ in 2022 is not published");
  ASSERT_EQ(result->missing_size(), 1);
  EXPECT_EQ(result->missing(0).flow(), "T");
  EXPECT_EQ(result->missing(0).period(), "2022");
  EXPECT_EQ(result->missing(0).value(), "");
  EXPECT_FALSE(result->has_interval());
}

TEST_F(ComputeIndicatorTest, ImpliedBaseAndRequiredGrowth) {
  v1::ComputeIndicatorRequest base = Request("implied_base");
  base.set_growth("-20.3");
  EXPECT_EQ(Compute(base)->value(), "1441405269.761606");
  v1::ComputeIndicatorRequest growth = Request("required_growth");
  growth.set_target_value("2000000000");
  growth.set_deadline("2030");
  EXPECT_THAT(Compute(growth)->value(), ::testing::StartsWith("8.2"));
  EXPECT_EQ(Compute(growth)->unit(), "PCT_PA");
}

TEST_F(ComputeIndicatorTest, AsksAsOfTheMomentThatIsGiven) {
  v1::ComputeIndicatorRequest request = Request("turnover");
  request.set_snapshot(5);
  EXPECT_EQ(Compute(request)->snapshot(), 5);
  request.mutable_known_at()->set_seconds(1'700'000'000);
  ASSERT_THAT(Compute(request), IsOk());
  EXPECT_EQ(test_.statistics.queries.back().as_of.known_at, absl::FromUnixSeconds(1'700'000'000));
  EXPECT_FALSE(test_.statistics.queries.back().as_of.snapshot.has_value());
  ASSERT_THAT(Compute(Request("turnover")), IsOk());
  EXPECT_FALSE(test_.statistics.queries.back().as_of.known_at.has_value());
}

TEST_F(ComputeIndicatorTest, NamesWhatIsUnknown) {
  const absl::StatusOr<v1::IndicatorResult> indicator = Compute(Request("rca"));
  EXPECT_THAT(indicator, HasReason("INDICATOR_UNKNOWN"));
  EXPECT_THAT(indicator, StatusIs(absl::StatusCode::kNotFound));
  v1::ComputeIndicatorRequest request = Request("turnover");
  request.set_dataset("datasets/none");
  EXPECT_THAT(Compute(request), HasReason("DATASET_UNKNOWN"));
}

TEST_F(ComputeIndicatorTest, NamesEveryFieldThatIsWrong) {
  v1::ComputeIndicatorRequest request = Request("flow_share", "2023-13");
  request.set_dataset("tjk");
  request.set_reporter("Tajikistan");
  request.set_growth("3");
  request.mutable_known_at()->set_nanos(-1);
  request.set_classification("hs");
  request.set_product("27x");
  const absl::StatusOr<v1::IndicatorResult> result = Compute(request);
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(result, HasFieldViolation("dataset", HasSubstr("\"tjk\"")));
  EXPECT_THAT(result, HasFieldViolation("reporter", HasSubstr("alpha-3")));
  EXPECT_THAT(result, HasFieldViolation("period", HasSubstr("2023-13")));
  EXPECT_THAT(result, HasFieldViolation("flow", HasSubstr("must be given")));
  EXPECT_THAT(result, HasFieldViolation("growth", HasSubstr("not taken by flow_share")));
  EXPECT_THAT(result, HasFieldViolation("known_at", HasSubstr("1 to 9999")));
  EXPECT_THAT(result, HasFieldViolation("classification", HasSubstr("\"hs\" must be a capital letter")));
  EXPECT_THAT(result, HasFieldViolation("product", HasSubstr("\"27x\" must be 2 to 10 digits")));
}

TEST_F(ComputeIndicatorTest, ProductsAreTwoToTenDigitsOrTheTotal) {
  v1::ComputeIndicatorRequest request = Request("turnover");
  for (const char* product : {"27", "2701120000", "TOTAL"}) {
    request.set_product(product);
    request.set_classification("H6");
    EXPECT_THAT(Compute(request), IsOk()) << product;
  }
  for (const char* product : {"2", "27011200001", "total", "27 "}) {
    request.set_product(product);
    EXPECT_THAT(Compute(request), HasFieldViolation("product", HasSubstr(product)));
  }
  request.set_product("27");
  for (const char* classification : {"6H", "H6 ", "HHHHHHHHHHH"}) {
    request.set_classification(classification);
    EXPECT_THAT(Compute(request), HasFieldViolation("classification", HasSubstr(classification)));
  }
}

TEST_F(ComputeIndicatorTest, EndsWithTheCall) {
  test_.call.cancellation().Cancel();
  EXPECT_THAT(Compute(Request("turnover")), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(ComputeIndicatorTest, ChecksParametersAgainstEachOther) {
  v1::ComputeIndicatorRequest request = Request("required_growth", "2023");
  request.set_target_value("0");
  request.set_deadline("2024-Q1");
  EXPECT_THAT(Compute(request), HasFieldViolation("target_value", HasSubstr("above 0")));
  request.set_target_value("1");
  EXPECT_THAT(Compute(request), HasFieldViolation("deadline", HasSubstr("12 months")));
  request.set_deadline("2023");
  EXPECT_THAT(Compute(request), HasFieldViolation("deadline", HasSubstr("after the period")));
  v1::ComputeIndicatorRequest share = Request("flow_share");
  share.set_flow("T");
  EXPECT_THAT(Compute(share), HasFieldViolation("flow", HasSubstr("X, M")));
}

TEST_F(ComputeIndicatorTest, PassesOnWhatTheOtherServiceSaid) {
  test_.statistics.error =
      Error(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "down", {{"dependency", "statistics"}});
  EXPECT_THAT(Compute(Request("turnover")), HasReason("DEPENDENCY_UNAVAILABLE"));
}

}  // namespace
}  // namespace karvan::indicators
