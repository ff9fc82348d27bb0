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

TEST(FilterConvertTest, FaultsAreNamedByTheirPlace) {
  v1::ObservationFilter proto;
  proto.add_reporters("TJK");
  proto.add_reporters("tj");
  proto.add_products("2");
  proto.add_transport_modes("*");
  proto.add_transport_modes("air");
  proto.add_periods("2024-13");
  proto.set_first_period("now");
  proto.set_last_period("then");
  for (int i = 0; i < 1001; ++i) proto.add_flows("X");
  Violations violations;
  FromProto(proto, "filter", violations);
  for (const char* field :
       {"filter.reporters[1]", "filter.products[0]", "filter.transport_modes[1]", "filter.periods[0]",
        "filter.first_period", "filter.last_period", "filter.flows"}) {
    EXPECT_THAT(violations.Status(), HasFieldViolation(field, HasSubstr("")));
  }
}

TEST(FilterConvertTest, Moments) {
  Violations violations;
  EXPECT_TRUE(std::holds_alternative<Now>(FromProto(v1::AsOf(), "as_of", violations)));
  v1::AsOf proto;
  proto.set_snapshot(0);
  EXPECT_EQ(std::get<Snapshot>(FromProto(proto, "as_of", violations)).sequence, 0);
  proto.mutable_known_at()->set_seconds(5);
  EXPECT_EQ(std::get<KnownAt>(FromProto(proto, "as_of", violations)).time, absl::FromUnixSeconds(5));
  EXPECT_OK(violations.Status());
  proto.mutable_known_at()->set_nanos(-1);
  FromProto(proto, "as_of", violations);
  EXPECT_THAT(violations.Status(), HasFieldViolation("as_of.known_at", HasSubstr("nanos")));
}

}  // namespace
}  // namespace karvan::statistics
