#include "services/indicators/domain/briefing/target_tracking.h"

#include "services/indicators/domain/claim/testing/published_figures.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::indicators::testing::D;
using ::karvan::indicators::testing::Figure;
using ::karvan::indicators::testing::KazakhBureau;
using ::karvan::indicators::testing::P;
using ::karvan::indicators::testing::TajikAgency;
using ::karvan::indicators::testing::TajikCustoms;
using ::karvan::indicators::testing::TradeBuilder;
using ::testing::HasSubstr;

absl::StatusOr<std::vector<TargetSection>> Track(const Target& target,
                                                 const std::vector<BilateralTrade>& trades) {
  return TrackTarget(target, trades, [] { return absl::OkStatus(); });
}

Target TwoBillion() {
  Target target;
  target.name = "targets/usd-2bn";
  target.indicator = "turnover";
  target.areas = {"KAZ", "TJK"};
  target.figure = Figure("2", "USD", 9, Qualifier::kAtLeast);
  return target;
}

TEST(TargetTrackingTest, Row8GrowthAYearNeededFrom2023) {
  Target target = TwoBillion();
  target.reporter = "TJK";
  const std::vector<TargetSection> sections = *Track(target, {KazakhBureau(), TajikAgency(), TajikCustoms()});
  ASSERT_EQ(sections.size(), 1u);
  const TargetSection& section = sections[0];
  EXPECT_EQ(section.dataset, "datasets/tjk-agency");
  EXPECT_EQ(section.base_period, P("2023"));
  EXPECT_EQ(section.gap, D("851200000"));
  EXPECT_EQ(section.share_reached, D("57.44"));
  ASSERT_EQ(section.required.size(), 7u);
  const char* const expected[] = {"74.1", "31.9", "20.3", "14.9", "11.7", "9.7", "8.2"};
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(section.required[i].deadline.year(), 2024 + i);
    EXPECT_EQ(section.required[i].growth.value->Round(1), D(expected[i]));
  }
}

TEST(TargetTrackingTest, WithoutAReporterEachOfficesDataStandApart) {
  const std::vector<TargetSection> sections = *Track(TwoBillion(), {KazakhBureau(), TajikAgency()});
  ASSERT_EQ(sections.size(), 2u);
  EXPECT_EQ(sections[0].reporter, "KAZ");
  EXPECT_EQ(sections[0].base_period, P("2022"));
  EXPECT_EQ(sections[0].base->value, D("1379000000"));
  EXPECT_EQ(sections[1].reporter, "TJK");
}

TEST(TargetTrackingTest, ADeadlineIsTheOnlyYear) {
  Target target = TwoBillion();
  target.deadline = P("2030");
  const std::vector<TargetSection> sections = *Track(target, {TajikAgency()});
  ASSERT_EQ(sections[0].required.size(), 1u);
  EXPECT_EQ(sections[0].required[0].growth.value->Round(1), D("8.2"));
  target.deadline = P("2020");
  const TargetSection passed = Track(target, {TajikAgency()})->front();
  EXPECT_TRUE(passed.required.empty());
  EXPECT_EQ(passed.reason_text,
            "its deadline, 2020, does not come after 2023, the latest full year with figures");
}

TEST(TargetTrackingTest, AReachedTargetHasANegativeGap) {
  const BilateralTrade trade = TradeBuilder("TJK", "KAZ").Add("T", "2023", "2500").Build();
  const TargetSection section = Track(TwoBillion(), {trade})->front();
  EXPECT_EQ(section.gap, D("-500000000"));
  EXPECT_EQ(section.share_reached, D("125"));
}

TEST(TargetTrackingTest, ATargetTooLargeToComputeWithSaysSo) {
  constexpr char kWords[] = "the figures are too large to compute with: more than 38 digits";
  Target target = TwoBillion();
  target.figure = Figure(std::string(38, '9'), "USD", 9);
  const TargetSection section = Track(target, {TajikAgency()})->front();
  EXPECT_FALSE(section.value.has_value());
  EXPECT_EQ(section.reason_text, kWords);
  // Each dataset apart: the gap to a base with a digit behind the point needs a 39th.
  target.figure = Figure(std::string(38, '9'), "USD");
  const BilateralTrade fine = TradeBuilder("KAZ", "TJK").Add("T", "2023", "0.0000001").Build();
  const std::vector<TargetSection> sections = *Track(target, {TajikAgency(), fine});
  ASSERT_EQ(sections.size(), 2u);
  EXPECT_TRUE(sections[0].gap.has_value());
  EXPECT_EQ(sections[0].required[0].growth.absence.reason, Reason::kNotDefined);
  EXPECT_FALSE(sections[1].gap.has_value());
  EXPECT_EQ(sections[1].reason_text, kWords);
  EXPECT_EQ(sections[1].dataset, "datasets/KAZ");
}

TEST(TargetTrackingTest, LooksForItsBaseNoFurtherThanTheCall) {
  const BilateralTrade exports_alone = TradeBuilder("TJK", "KAZ").AddMonths("X", 1100, 10'000).Build();
  int asked = 0;
  const auto count = [&asked] {
    ++asked;
    return absl::OkStatus();
  };
  EXPECT_FALSE(TrackTarget(TwoBillion(), {exports_alone}, count)->front().base.has_value());
  EXPECT_EQ(asked, 834);  // once a year, each of which takes the cells of its own months
  const auto gone = [&asked] { return --asked > 800 ? absl::OkStatus() : absl::CancelledError("gone"); };
  EXPECT_THAT(TrackTarget(TwoBillion(), {exports_alone}, gone),
              karvan::testing::StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(asked, 800);
}

TEST(TargetTrackingTest, SaysWhyItCannotBeTracked) {
  EXPECT_THAT(Track(TwoBillion(), {TajikCustoms()})->front().reason_text, HasSubstr("full year"));
  Target target = TwoBillion();
  target.indicator = "balance";
  EXPECT_THAT(Track(target, {TajikAgency()})->front().reason_text, HasSubstr("only targets of turnover"));
  target = TwoBillion();
  target.figure.unit = "KZT";
  EXPECT_THAT(Track(target, {TajikAgency()})->front().reason_text, HasSubstr("KZT"));
}

}  // namespace
}  // namespace karvan::indicators
