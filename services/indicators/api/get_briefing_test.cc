#include "services/indicators/api/testing/run.h"
#include "services/indicators/domain/claim/testing/published_figures.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::testing::HasSubstr;

class GetBriefingTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const BilateralTrade& trade :
         {testing::TajikAgency(), testing::TajikCustoms(), testing::KazakhBureau()}) {
      test_.statistics.Add(trade);
    }
    test_.agreements.claims = testing::PublishedClaims();
    Target target;
    target.name = "targets/usd-2bn";
    target.indicator = "turnover";
    target.areas = {"KAZ", "TJK"};
    target.figure = testing::Figure("2", "USD", 9, Qualifier::kAtLeast);
    test_.agreements.targets = {target};
    test_.agreements.parties = {
        {.name = "parties/kazakhstan", .title = "Republic of Kazakhstan", .country = "KAZ", .state = true},
        {.name = "parties/tajikistan", .title = "Republic of Tajikistan", .country = "TJK", .state = true}};
    Forum forum;
    forum.name = "forums/dushanbe-2024";
    forum.title = "Kazakh-Tajik Investment Forum";
    forum.parties = {"parties/kazakhstan", "parties/tajikistan"};
    test_.agreements.forums = {forum};
    Agreement agreement;
    agreement.name = "agreements/memorandum";
    agreement.title = "Memorandum";
    agreement.participants = forum.parties;
    agreement.forum = forum.name;
    test_.agreements.agreements = {agreement};
    test_.agreements.snapshot = 42;
    request_.set_country("KAZ");
    request_.set_partner("TJK");
    request_.set_period("2024-01-01/P7M");
  }

  absl::StatusOr<v1::Briefing> Get() {
    return testing::Run(test_.handlers.GetBriefing(test_.call, request_));
  }

  testing::HandlerTest test_;
  v1::GetBriefingRequest request_;
};

TEST_F(GetBriefingTest, HasEverything) {
  const absl::StatusOr<v1::Briefing> briefing = Get();
  ASSERT_THAT(briefing, IsOk());
  EXPECT_EQ(briefing->period(), "2024-01-01/P7M");
  EXPECT_EQ(briefing->language_code(), "en");
  EXPECT_EQ(briefing->registry_snapshot(), 42);
  EXPECT_EQ(briefing->trade_size(), 6);
  EXPECT_EQ(briefing->trade(0).dataset(), "datasets/kaz-bns");
  EXPECT_EQ(briefing->trade(0).provider(), "Office of KAZ");
  ASSERT_EQ(briefing->mirrors_size(), 3);
  EXPECT_EQ(briefing->mirrors(0).first().value(), "1379000000");
  EXPECT_EQ(briefing->mirrors(0).second().value(), "1441405270");
  EXPECT_TRUE(briefing->mirrors(0).second().implied());
  ASSERT_EQ(briefing->targets_size(), 2);
  const v1::TargetSection& tajik = briefing->targets(1);
  EXPECT_EQ(tajik.dataset(), "datasets/tjk-agency");
  EXPECT_EQ(tajik.base_period(), "2023");
  EXPECT_EQ(tajik.base_value(), "1148800000");
  EXPECT_EQ(tajik.gap(), "851200000");
  EXPECT_EQ(tajik.required(0).deadline(), "2024");
  EXPECT_THAT(tajik.required(0).growth().value(), ::testing::StartsWith("74.0"));
  EXPECT_EQ(briefing->claims_size(), 12);
  ASSERT_EQ(briefing->forums_size(), 1);
  EXPECT_EQ(briefing->forums(0).agreement_count(), 1);
  ASSERT_EQ(briefing->agreements_size(), 1);
  EXPECT_THAT(briefing->text(), HasSubstr("BRIEFING: KAZAKHSTAN AND TAJIKISTAN, JANUARY-JULY 2024\n"));
}

TEST_F(GetBriefingTest, LineageOnRequest) {
  const v1::Briefing without = *Get();
  EXPECT_EQ(without.trade(2).indicators(0).lineage_size(), 0);
  EXPECT_EQ(without.mirrors(0).first().lineage_size(), 0);
  EXPECT_EQ(without.targets(1).base_lineage_size(), 0);
  request_.set_include_lineage(true);
  const v1::Briefing with = *Get();
  EXPECT_EQ(with.trade(2).indicators(0).value(), "1148800000");
  ASSERT_EQ(with.trade(2).indicators(0).lineage_size(), 2);
  EXPECT_EQ(with.trade(2).indicators(0).lineage(0).statement(), "tass-1736063");
  EXPECT_EQ(with.mirrors(0).first().lineage_size(), 2);
  EXPECT_EQ(with.mirrors(0).second().lineage_size(), 2);  // what the implied turnover follows from
  EXPECT_EQ(with.targets(1).base_lineage_size(), 2);
  EXPECT_EQ(with.targets(1).required(0).growth().lineage_size(), 2);
  EXPECT_EQ(with.text(), without.text());
}

TEST_F(GetBriefingTest, EndsWithTheCall) {
  test_.call.cancellation().Cancel();
  EXPECT_THAT(Get(), karvan::testing::StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(GetBriefingTest, ExportsStandAgainstImportsWithTheirGap) {
  test_.statistics.Add(
      testing::TradeBuilder("TJK", "KAZ").Named("datasets/z").Add("M", "2022", "930").Build());
  const v1::Briefing briefing = *Get();
  ASSERT_EQ(briefing.mirrors(0).flows_size(), 1);
  const v1::MirrorFlow& flow = briefing.mirrors(0).flows(0);
  EXPECT_EQ(flow.exports().dataset(), "datasets/kaz-bns");
  EXPECT_EQ(flow.exports().value(), "877600000");
  EXPECT_EQ(flow.imports().dataset(), "datasets/z");
  EXPECT_EQ(flow.gap(), "-52400000");
  EXPECT_THAT(flow.note(), HasSubstr("gap -52 million USD"));
}

TEST_F(GetBriefingTest, NamesWhatIsWrong) {
  request_.set_partner("KAZ");
  request_.set_period("");
  const absl::StatusOr<v1::Briefing> briefing = Get();
  EXPECT_THAT(briefing, HasFieldViolation("partner", HasSubstr("another country")));
  EXPECT_THAT(briefing, HasFieldViolation("period", HasSubstr("")));
}

TEST_F(GetBriefingTest, OffersEnglishOnly) {
  request_.set_language_code("en");
  EXPECT_THAT(Get(), IsOk());
  request_.set_language_code("tg");
  EXPECT_THAT(Get(), HasReason("LANGUAGE_UNKNOWN"));
}

TEST_F(GetBriefingTest, NeedsBothServices) {
  test_.statistics.error =
      Error(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "down", {{"dependency", "statistics"}});
  EXPECT_THAT(Get(), HasReason("DEPENDENCY_UNAVAILABLE"));
}

}  // namespace
}  // namespace karvan::indicators
