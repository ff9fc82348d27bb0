#include "services/indicators/domain/briefing/assembly.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/indicators/domain/briefing/briefing_text.h"
#include "services/indicators/domain/claim/testing/published_figures.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::indicators::testing::D;
using ::karvan::indicators::testing::Figure;
using ::karvan::indicators::testing::P;
using ::testing::HasSubstr;

BriefingMaterial Material() {
  BriefingMaterial material;
  material.country = "KAZ";
  material.partner = "TJK";
  material.period = P("2024-01-01/P7M");
  material.trades = {testing::KazakhBureau(), testing::TajikAgency(), testing::TajikCustoms()};
  material.claims = testing::PublishedClaims();
  Target target;
  target.name = "targets/usd-2bn-2023";
  target.indicator = "turnover";
  target.areas = {"KAZ", "TJK"};
  target.figure = Figure("2", "USD", 9, Qualifier::kAtLeast);
  target.announce_date = "2023-05-04";
  Target repeated = target;
  repeated.name = "targets/usd-2bn-2024";
  repeated.restates = target.name;
  material.targets = {target, repeated};
  Forum forum;
  forum.name = "forums/dushanbe-2024";
  forum.title = "Kazakh-Tajik Investment Forum";
  forum.first_date = "2024-08-21";
  material.forums = {forum};
  material.parties = {
      {.name = "parties/kazakhstan", .title = "Republic of Kazakhstan", .country = "KAZ", .state = true},
      {.name = "parties/tajikistan", .title = "Republic of Tajikistan", .country = "TJK", .state = true}};
  material.registry_snapshot = 7;
  return material;
}

TEST(BriefingTest, ShowsEachOfficesTradeApart) {
  const Briefing briefing = *AssembleBriefing(Material());
  std::vector<std::string> sections;
  for (const TradeSection& section : briefing.trade) {
    sections.push_back(section.dataset.name + " " + section.period.ToString());
  }
  EXPECT_THAT(sections, ::testing::ElementsAre(
                            "datasets/kaz-bns 2022", "datasets/kaz-bns 2024-01-01/P7M",
                            "datasets/tjk-agency 2023", "datasets/tjk-agency 2024-01-01/P4M",
                            "datasets/tjk-agency 2024-01-01/P5M", "datasets/tjk-agency 2024-01-01/P7M"));
  EXPECT_EQ(briefing.trade[2].indicators.size(), 7u);
  EXPECT_EQ(briefing.trade[2].indicators[0].value, D("1148800000"));
}

TEST(BriefingTest, Row13PutsTheTwoReportersSideBySide) {
  const Briefing briefing = *AssembleBriefing(Material());
  ASSERT_EQ(briefing.mirrors.size(), 3u);
  const MirrorSection& mirror = briefing.mirrors[0];
  EXPECT_EQ(mirror.period, P("2022"));
  EXPECT_EQ(mirror.first.value, D("1379000000"));
  EXPECT_FALSE(mirror.first.implied);
  EXPECT_EQ(mirror.second.value, D("1441405270"));
  EXPECT_TRUE(mirror.second.implied);
  EXPECT_EQ(mirror.second.dataset, "datasets/tjk-agency");
  EXPECT_EQ(
      mirror.note,
      "2022: 1,379.0 million USD on Kazakhstan's data; 1,441.4 million USD implied on Tajikistan's data "
      "(two reporters, not mixed)");
  EXPECT_EQ(briefing.mirrors[1].note,
            "2023: none on Kazakhstan's data; 1,148.8 million USD on Tajikistan's data; mirror gap not "
            "computable: needs turnover of KAZ with TJK in 2023");
  EXPECT_FALSE(briefing.mirrors[2].first.value.has_value());
}

TEST(BriefingTest, TwoPublishedSidesHaveAGap) {
  BriefingMaterial material = Material();
  material.trades.push_back(
      testing::TradeBuilder("TJK", "KAZ").Named("datasets/z").Add("T", "2022", "1441.4").Build());
  const Briefing briefing = *AssembleBriefing(material);
  EXPECT_THAT(briefing.mirrors[0].note, HasSubstr("mirror gap -62.4 million USD"));
}

TEST(BriefingTest, ExportsStandAgainstTheImportsOfTheOther) {
  BriefingMaterial material = Material();
  EXPECT_TRUE(AssembleBriefing(material)->mirrors[0].flows.empty());
  material.trades.push_back(testing::TradeBuilder("TJK", "KAZ")
                                .Named("datasets/z")
                                .Add("M", "2022", "930")
                                .Valued("CIF")
                                .Add("X", "2022", "480.5")
                                .Confidential()
                                .Build());
  const Briefing briefing = *AssembleBriefing(material);
  ASSERT_EQ(briefing.mirrors[0].flows.size(), 2u);
  const MirrorFlow& kazakh = briefing.mirrors[0].flows[0];
  EXPECT_EQ(kazakh.exports.dataset, "datasets/kaz-bns");
  EXPECT_EQ(kazakh.exports.value, D("877600000"));
  EXPECT_EQ(kazakh.imports.reporter, "TJK");
  EXPECT_EQ(kazakh.imports.value, D("930000000"));
  EXPECT_EQ(kazakh.imports.lineage.size(), 1u);
  EXPECT_EQ(kazakh.gap, D("-52400000"));
  EXPECT_EQ(kazakh.note,
            "exports of KAZ to TJK in 2022: 877.6 million USD on Kazakhstan's data, against imports there of "
            "930 million USD CIF on Tajikistan's data; gap -52 million USD");
  const MirrorFlow& tajik = briefing.mirrors[0].flows[1];
  EXPECT_EQ(tajik.exports.reporter, "TJK");
  EXPECT_EQ(tajik.gap, D("-20900000"));
  EXPECT_THAT(tajik.note, HasSubstr("480.5 million USD on Tajikistan's data (uses a figure that is flagged "
                                    "confidential: exports of TJK to KAZ in 2022), against"));
  EXPECT_THAT(BriefingText(briefing), HasSubstr("\n  Exports of Kazakhstan to Tajikistan in 2022: 877.6"));
}

TEST(BriefingTest, TargetsAreNamedByTheirIndicator) {
  BriefingMaterial material = Material();
  Target growth = material.targets[0];
  growth.name = "targets/growth";
  growth.indicator = "growth";
  growth.figure = Figure("50", "PCT");
  Target exports = material.targets[0];
  exports.name = "targets/exports";
  exports.indicator = "trade_value";
  Target passed = material.targets[0];
  passed.name = "targets/passed";
  passed.deadline = P("2022");
  material.targets = {growth, exports, passed};
  material.trades = {testing::TajikAgency()};
  std::string text = BriefingText(*AssembleBriefing(material));
  EXPECT_THAT(text, HasSubstr("\nGrowth of 50%, announced 2023-05-04 (targets/growth)\n"));
  EXPECT_THAT(text, HasSubstr("\nTrade value of at least 2 billion USD, announced"));
  absl::RemoveExtraAsciiWhitespace(&text);
  EXPECT_THAT(text,
              HasSubstr("Growth a year that is needed from 2023: not computable: its deadline, 2022, does "
                        "not come after 2023, the latest full year with figures"));
}

TEST(BriefingTest, AmountsAreOfOneStyle) {
  BriefingMaterial material = Material();
  Agreement contract;
  contract.forum = "forums/dushanbe-2024";
  contract.contract = contract.whole_value = true;
  contract.value = Figure("900000000", "USD");
  material.agreements = {contract};
  std::string text = BriefingText(*AssembleBriefing(material));
  absl::RemoveExtraAsciiWhitespace(&text);
  EXPECT_THAT(text, HasSubstr("1 registered, contracts worth 900.0 million USD"));
  EXPECT_THAT(text,
              HasSubstr("the 1 contract registered of forums/dushanbe-2024 is worth 900.0 million USD"));
}

TEST(BriefingTest, AConfidentialFigureIsToldInItsSection) {
  BriefingMaterial material = Material();
  material.trades = {
      testing::TradeBuilder("TJK", "KAZ").Add("X", "2023", "1").Confidential().Add("M", "2023", "2").Build()};
  const std::string text = BriefingText(*AssembleBriefing(material));
  EXPECT_THAT(text,
              HasSubstr("    Note      Uses a figure that is flagged confidential: exports of Tajikistan "
                        "to Kazakhstan in\n"));
}

TEST(BriefingTest, ALongSeriesTakesAFewSteps) {
  BriefingMaterial material = Material();
  material.claims.clear();
  material.trades = {
      testing::TradeBuilder("TJK", "KAZ").AddMonths("X", 1200, 10'000).AddMonths("M", 1200, 10'000).Build()};
  int asked = 0;
  material.check_alive = [&asked] {
    ++asked;
    return absl::OkStatus();
  };
  ASSERT_THAT(AssembleBriefing(material), karvan::testing::IsOk());
  // Seven indicators of three periods, three mirrors, and the latest full year of each target.
  EXPECT_EQ(asked, 7 * 3 + 3 + 2 * 2);
}

TEST(BriefingTest, EndsWithTheCall) {
  for (int steps : {0, 1, 25, 40}) {
    BriefingMaterial material = Material();
    int left = steps;
    material.check_alive = [&left] {
      return left-- > 0 ? absl::OkStatus() : absl::DeadlineExceededError("too late");
    };
    EXPECT_THAT(AssembleBriefing(material), karvan::testing::StatusIs(absl::StatusCode::kDeadlineExceeded));
    EXPECT_EQ(left, -1);
  }
}

TEST(BriefingTest, ReadsWell) {
  const std::string text = BriefingText(*AssembleBriefing(Material()));
  for (const char* lines : {
           "BRIEFING: KAZAKHSTAN AND TAJIKISTAN, JANUARY-JULY 2024\n",
           "On Kazakhstan's data: Office of KAZ (datasets/kaz-bns)\n  2022\n",
           "    Turnover  1,148.8 million USD [1,148.2 to 1,149.4], X + M\n"
           "    Exports   255.8 million USD, 22.3% of the turnover\n"
           "    Imports   893 million USD, 77.7% of the turnover\n"
           "    Balance   -637.2 million USD\n"
           "    Growth    not computable: turnover of Tajikistan with Kazakhstan in 2022 is not published\n",
           "Turnover of at least 2 billion USD, announced 2023-05-04 (targets/usd-2bn-2023)\n",
           "  Inconsistent: the data give 51.67% [51.59 to 51.75]\n",
           "Kazakh-Tajik Investment Forum, 2024-08-21 (forums/dushanbe-2024): no agreement registered\n",
           "None registered between parties of the two.\n",
       }) {
    EXPECT_THAT(text, HasSubstr(lines));
  }
}

TEST(BriefingTest, TellsTheFiguresInWords) {
  std::string text = BriefingText(*AssembleBriefing(Material()));
  absl::RemoveExtraAsciiWhitespace(&text);  // wherever the lines break
  for (
      const char* words : {
          "Growth a year that is needed from 2023: 74.1% by 2024, 31.9% by 2025, 20.3% by 2026, 14.9% by "
          "2027, "
          "11.7% by 2028, 9.7% by 2029, 8.2% by 2030",
          "(targets/usd-2bn-2024), repeats targets/usd-2bn-2023",
          "over 1.1 billion USD: turnover of Tajikistan with Kazakhstan, 2023 (claims/row-1; Report of the "
          "forum) "
          "Consistent: the data give 1,148.8 million USD",
          "Implies turnover of Tajikistan with Kazakhstan in 2022: 1,441.4 million USD [1,439.8 to 1,443.0], "
          "[1,440.4 to 1,442.4] from sums as printed; from turnover of Tajikistan with Kazakhstan in 2023 of "
          "1,148.8 million USD (datasets/tjk-agency), with growth of -20.3%",
          "Unit suspect: reads right as 777 million USD;",
          "Wrong denominator: right is 19.7% (19.726% [19.715 to 19.736]);",
          "Parts do not add:",
      }) {
    EXPECT_THAT(text, HasSubstr(words));
  }
}

// The section of a dataset in a period.
const TradeSection& SectionIn(const Briefing& briefing, absl::string_view dataset, absl::string_view period) {
  return *std::find_if(briefing.trade.begin(), briefing.trade.end(), [&](const TradeSection& section) {
    return absl::string_view(section.dataset.name) == dataset && section.period == P(period);
  });
}

TEST(BriefingTest, FiguresTooLargeToComputeWithSpoilNoOthers) {
  BriefingMaterial material = Material();
  const std::string digits(38, '9');
  material.trades.push_back(testing::TradeBuilder("TJK", "KAZ")
                                .Named("datasets/z")
                                .Add("T", "2022", "1441.4")
                                .Add("T", "2023", digits)
                                .Build());
  material.claims.push_back(testing::TajikClaim("huge", "turnover", "", "2023", Figure(digits, "USD")));
  material.targets.push_back(material.targets[0]);
  material.targets.back().name = "targets/huge";
  material.targets.back().figure = Figure(digits, "USD", 9);
  Agreement agreement;
  agreement.forum = "forums/dushanbe-2024";
  agreement.contract = agreement.whole_value = true;
  agreement.value = Figure(digits, "USD", 3);
  material.agreements = {agreement};

  const absl::StatusOr<Briefing> briefing = AssembleBriefing(material);
  ASSERT_THAT(briefing, karvan::testing::IsOk());
  EXPECT_EQ(SectionIn(*briefing, "datasets/z", "2022").indicators[0].value, D("1441400000"));
  const IndicatorResult& huge = SectionIn(*briefing, "datasets/z", "2023").indicators[0];
  EXPECT_EQ(huge.absence.reason, Reason::kNotDefined);
  EXPECT_EQ(SectionIn(*briefing, "datasets/tjk-agency", "2023").indicators[0].value, D("1148800000"));
  EXPECT_THAT(briefing->mirrors[0].note, HasSubstr("mirror gap -62.4 million USD"));

  ASSERT_EQ(briefing->claims.size(), material.claims.size());
  EXPECT_EQ(briefing->claims[0].verdict().verdict, Verdict::kConsistent);
  EXPECT_EQ(briefing->claims.back().verdict().verdict, Verdict::kNotComputable);
  EXPECT_EQ(briefing->targets[0].base->value, D("1379000000"));
  EXPECT_FALSE(briefing->targets.back().value.has_value());
  EXPECT_THAT(briefing->targets.back().reason_text, HasSubstr("more than 38 digits"));
  EXPECT_EQ(briefing->forums[0].agreement_count, 1);
  EXPECT_TRUE(briefing->forums[0].contracts_worth.empty());

  const std::string text = BriefingText(*briefing);
  EXPECT_THAT(text, HasSubstr("    Turnover  not computable: the figures are too large to compute with"));
  EXPECT_THAT(text, HasSubstr("  Not computable: the figures are too large to compute with"));
}

TEST(BriefingTest, AMirrorGapTooLongToComputeSaysSo) {
  BriefingMaterial material;
  material.country = "KAZ";
  material.partner = "TJK";
  material.period = P("2023");
  material.trades = {testing::TradeBuilder("KAZ", "TJK").Add("T", "2023", std::string(31, '9')).Build(),
                     testing::TradeBuilder("TJK", "KAZ").Add("T", "2023", "1.00000001").Build()};
  const absl::StatusOr<Briefing> briefing = AssembleBriefing(material);
  ASSERT_THAT(briefing, karvan::testing::IsOk());
  EXPECT_THAT(briefing->mirrors[0].note, HasSubstr("; mirror gap not computable: the figures are too large"));
}

TEST(BriefingTest, IsHonestAboutAnEmptyHouse) {
  BriefingMaterial material;
  material.country = "KAZ";
  material.partner = "UZB";
  material.period = P("2024");
  const Briefing briefing = *AssembleBriefing(material);
  EXPECT_TRUE(briefing.trade.empty());
  const std::string text = BriefingText(briefing);
  EXPECT_THAT(text, HasSubstr("On KAZ's data: no figures of these periods"));
  EXPECT_THAT(text, HasSubstr("mirror gap not computable"));
  EXPECT_THAT(text, HasSubstr("None registered."));
}

}  // namespace
}  // namespace karvan::indicators
