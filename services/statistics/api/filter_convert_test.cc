#include "services/statistics/api/filter_convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(FilterConvertTest, EmptyIsAnyButTotalsForBreakdowns) {
  Violations violations;
  const ObservationFilter filter = FromProto(v1::ObservationFilter(), "filter", violations);
  EXPECT_OK(violations.Status());
  EXPECT_TRUE(filter.reporters.any());
  EXPECT_TRUE(filter.products.any());
  EXPECT_FALSE(filter.AsksForBreakdowns());
  EXPECT_TRUE(filter.Matches(*Period::Year(2024)));
}

TEST(FilterConvertTest, EveryPart) {
  v1::ObservationFilter proto;
  proto.add_reporters("TJK");
  proto.add_reporters("KAZ");
  proto.add_partners("W00");
  proto.add_flows("GDP");
  proto.add_classifications("H6");
  proto.add_products("27");
  proto.add_second_partners("*");
  proto.add_customs_procedures("C01");
  proto.add_transport_modes("0");
  proto.add_periods("2024-Q1");
  proto.set_first_period("2024");
  proto.set_last_period("2024-07");
  Violations violations;
  const ObservationFilter filter = FromProto(proto, "filter", violations);
  EXPECT_OK(violations.Status());
  EXPECT_THAT(filter.reporters.codes(), ElementsAre("KAZ", "TJK"));
  EXPECT_THAT(filter.partners.codes(), ElementsAre("W00"));
  EXPECT_THAT(filter.flows.codes(), ElementsAre("GDP"));
  EXPECT_THAT(filter.classifications.codes(), ElementsAre("H6"));
  EXPECT_THAT(filter.products.codes(), ElementsAre("27"));
  EXPECT_TRUE(filter.second_partners.any());
  EXPECT_THAT(filter.customs_procedures.codes(), ElementsAre("C01"));
  EXPECT_THAT(filter.transport_modes.codes(), ElementsAre("0"));
  EXPECT_THAT(filter.periods, ElementsAre(*Period::Quarter(2024, 1)));
  EXPECT_EQ(filter.first_month, 2024 * 12);
  EXPECT_EQ(filter.end_month, 2024 * 12 + 7);
}

TEST(FilterConvertTest, PrefixesRangesAndLevels) {
  v1::ObservationFilter proto;
  for (const char* entry : {"27", "85*", "01..24"}) proto.add_products(entry);
  proto.add_partners("*");
  proto.add_reporters("KAZ");
  proto.add_reporters("*");
  proto.add_flows("R*");
  proto.add_transport_modes("2*");
  proto.add_product_digits(6);
  proto.add_product_digits(0);
  proto.add_period_lengths(1);
  Violations violations;
  const ObservationFilter filter = FromProto(proto, "filter", violations);
  EXPECT_OK(violations.Status());
  EXPECT_THAT(filter.products.codes(), ElementsAre("27"));
  EXPECT_THAT(filter.products.ranges(),
              ElementsAre(*CodeRange::Between("85", "85"), *CodeRange::Between("01", "24")));
  EXPECT_TRUE(filter.partners.any());
  EXPECT_TRUE(filter.reporters.any());
  EXPECT_TRUE(filter.flows.Contains("RX"));
  EXPECT_FALSE(filter.flows.Contains("X"));
  EXPECT_TRUE(filter.transport_modes.Contains("2100"));
  EXPECT_FALSE(filter.transport_modes.Contains("0"));
  EXPECT_THAT(filter.product_digits, ElementsAre(0, 6));
  EXPECT_THAT(filter.period_lengths, ElementsAre(1));
}

TEST(FilterConvertTest, FaultsAreNamedByTheirPlace) {
  v1::ObservationFilter proto;
  proto.add_reporters("TJK");
  proto.add_reporters("tj");
  for (const char* entry : {"2", "24..01", "85**", "8 5*", "..24", "01..", "27101900001*"}) {
    proto.add_products(entry);
  }
  proto.add_transport_modes("*");
  proto.add_transport_modes("air");
  proto.add_periods("2024-13");
  proto.set_first_period("now");
  proto.set_last_period("then");
  proto.add_product_digits(1);
  proto.add_product_digits(11);
  proto.add_period_lengths(0);
  Violations violations;
  FromProto(proto, "filter", violations);
  const absl::Status status = violations.Status();
  for (const char* field :
       {"filter.reporters[1]", "filter.products[0]", "filter.products[1]", "filter.products[2]",
        "filter.products[3]", "filter.products[4]", "filter.products[5]", "filter.products[6]",
        "filter.transport_modes[1]", "filter.periods[0]", "filter.first_period", "filter.last_period"}) {
    EXPECT_THAT(status, HasFieldViolation(field, HasSubstr("")));
  }
  EXPECT_THAT(status,
              HasFieldViolation("filter.products[0]", HasSubstr("must be 2 to 10 digits, or TOTAL; or a "
                                                                "prefix such as \"85*\"")));
  EXPECT_THAT(status,
              HasFieldViolation("filter.products[1]", HasSubstr("\"24..01\" is not a prefix or a range")));
  EXPECT_THAT(status, HasFieldViolation("filter.product_digits[0]", HasSubstr("1 is not")));
  EXPECT_THAT(status, HasFieldViolation("filter.product_digits[1]", HasSubstr("must be 2 to 10, or 0")));
  EXPECT_THAT(status, HasFieldViolation("filter.period_lengths[0]", HasSubstr("must be 1 to 1200 months")));
}

TEST(FilterConvertTest, AllListsTogetherAreBounded) {
  v1::ObservationFilter proto;
  for (int i = 0; i < 5000; ++i) proto.add_flows("X");
  for (int i = 0; i < 5000; ++i) proto.add_products("27");
  Violations violations;
  FromProto(proto, "filter", violations);
  EXPECT_OK(violations.Status());
  proto.add_period_lengths(1);
  FromProto(proto, "filter", violations);
  EXPECT_THAT(violations.Status(), HasFieldViolation("filter", HasSubstr("has 10001 entries")));
}

TEST(FilterConvertTest, Moments) {
  Violations violations;
  auto read = [&violations](const v1::AsOf& proto) {
    return FromProto(proto, "datasets/tj", "as_of", violations);
  };
  EXPECT_TRUE(std::holds_alternative<Now>(read({}).moment));
  EXPECT_EQ(read({}).published_by, absl::InfiniteFuture());
  v1::AsOf proto;
  proto.set_snapshot(0);
  EXPECT_EQ(std::get<Snapshot>(read(proto).moment).sequence, 0);
  proto.set_release("7");
  EXPECT_EQ(std::get<AfterRelease>(read(proto).moment).release, 7);
  proto.set_release("datasets/tj/releases/8");
  EXPECT_EQ(std::get<AfterRelease>(read(proto).moment).release, 8);
  proto.mutable_known_at()->set_seconds(5);
  proto.mutable_published_by()->set_seconds(6);
  EXPECT_EQ(std::get<KnownAt>(read(proto).moment).time, absl::FromUnixSeconds(5));
  EXPECT_EQ(read(proto).published_by, absl::FromUnixSeconds(6));
  EXPECT_OK(violations.Status());
  proto.mutable_known_at()->set_nanos(-1);
  proto.mutable_published_by()->set_nanos(-1);
  read(proto);
  EXPECT_THAT(violations.Status(), HasFieldViolation("as_of.known_at", HasSubstr("nanos")));
  EXPECT_THAT(violations.Status(), HasFieldViolation("as_of.published_by", HasSubstr("nanos")));
}

TEST(FilterConvertTest, ReleasesOfOtherDatasetsAreRefused) {
  for (const char* release : {"datasets/kz/releases/1", "datasets/tj", "one", "0", "-1", ""}) {
    Violations violations;
    v1::AsOf proto;
    proto.set_release(release);
    FromProto(proto, "datasets/tj", "as_of", violations);
    EXPECT_THAT(violations.Status(),
                HasFieldViolation("as_of.release", HasSubstr("is not a release of datasets/tj")));
  }
}

}  // namespace
}  // namespace karvan::statistics
