#include "services/indicators/api/testing/run.h"
#include "services/indicators/domain/claim/testing/published_figures.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CheckClaimsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const BilateralTrade& trade :
         {testing::TajikAgency(), testing::TajikCustoms(), testing::KazakhBureau()}) {
      test_.statistics.Add(trade);
    }
    test_.agreements.claims = testing::PublishedClaims();
    test_.agreements.parties = {
        {.name = "parties/kazakhstan", .title = "Kazakhstan", .country = "KAZ", .state = true},
        {.name = "parties/tajikistan", .title = "Tajikistan", .country = "TJK", .state = true}};
    Forum forum;
    forum.name = "forums/dushanbe-2024";
    forum.country = "TJK";
    forum.parties = {"parties/kazakhstan"};
    test_.agreements.forums = {forum};
  }

  absl::StatusOr<v1::CheckClaimsResponse> Check(const v1::CheckClaimsRequest& request) {
    return testing::Run(test_.handlers.CheckClaims(test_.call, request));
  }

  absl::StatusOr<v1::CheckClaimsResponse> CheckNamed(std::vector<std::string> names) {
    v1::CheckClaimsRequest request;
    for (std::string& name : names) request.add_claims(std::move(name));
    return Check(request);
  }

  testing::HandlerTest test_;
};

TEST_F(CheckClaimsTest, AnswersInTheOrderOfTheNames) {
  const absl::StatusOr<v1::CheckClaimsResponse> response = CheckNamed({"claims/row-4", "claims/row-11"});
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->checks_size(), 2);
  const v1::ClaimCheck& unit = response->checks(0);
  EXPECT_EQ(unit.claim(), "claims/row-4");
  EXPECT_EQ(unit.verdict(), v1::VERDICT_UNIT_SUSPECT);
  EXPECT_EQ(unit.findings(0).unit_shift(), 6);
  EXPECT_EQ(unit.findings(0).right_value(), "777000000");
  EXPECT_EQ(unit.comparators_size(), 4);
  EXPECT_EQ(unit.literal().lower(), "");
  EXPECT_EQ(unit.literal().upper(), "777");
  EXPECT_FALSE(unit.literal().upper_closed());
  EXPECT_EQ(unit.computed().reason(), v1::REASON_PARTIAL_PERIOD);
  const v1::ClaimCheck& growth = response->checks(1);
  EXPECT_EQ(growth.verdict(), v1::VERDICT_WRONG_DENOMINATOR);
  EXPECT_EQ(growth.computed().value(), "19.725637");
  EXPECT_EQ(growth.computed().lineage_size(), 0);
  EXPECT_EQ(growth.findings(1).verdict(), v1::VERDICT_PARTS_DO_NOT_ADD);
}

TEST_F(CheckClaimsTest, AClaimTooLargeToComputeWithSpoilsNoOther) {
  test_.agreements.claims.push_back(
      testing::TajikClaim("huge", "turnover", "", "2023", testing::Figure(std::string(38, '9'), "USD")));
  const absl::StatusOr<v1::CheckClaimsResponse> response = CheckNamed({"claims/huge", "claims/row-1"});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->checks(0).verdict(), v1::VERDICT_NOT_COMPUTABLE);
  EXPECT_THAT(response->checks(0).explanation(), HasSubstr("more than 38 digits"));
  EXPECT_FALSE(response->checks(0).has_meant());
  EXPECT_EQ(response->checks(1).verdict(), v1::VERDICT_CONSISTENT);
}

TEST_F(CheckClaimsTest, AClaimByNameIsReadTogetherWithOthersOfItsAreas) {
  const absl::StatusOr<v1::CheckClaimsResponse> response = CheckNamed({"claims/row-5"});
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->checks_size(), 1);
  ASSERT_EQ(response->checks(0).implied_size(), 1);
  const v1::ImpliedFigure& implied = response->checks(0).implied(0);
  EXPECT_EQ(implied.indicator(), "turnover");
  EXPECT_EQ(implied.period(), "2023-01-01/P7M");
  EXPECT_EQ(implied.value(), "648580968");
  EXPECT_FALSE(implied.has_printed_interval());
}

TEST_F(CheckClaimsTest, AnImpliedFigureCarriesBothIntervals) {
  const absl::StatusOr<v1::CheckClaimsResponse> response = CheckNamed({"claims/row-2"});
  ASSERT_THAT(response, IsOk());
  const v1::ImpliedFigure& implied = response->checks(0).implied(0);
  EXPECT_EQ(implied.value(), "1441405270");
  EXPECT_EQ(implied.interval().lower(), "1439811912");
  EXPECT_EQ(implied.interval().upper(), "1443000628");
  EXPECT_EQ(implied.printed_interval().lower(), "1440438871");
  EXPECT_EQ(response->checks(0).missing(0).period(), "2022");
}

TEST_F(CheckClaimsTest, ByAreasComeThoseOfTheirForumsToo) {
  v1::CheckClaimsRequest request;
  request.add_areas("TJK");
  request.add_areas("KAZ");
  const absl::StatusOr<v1::CheckClaimsResponse> response = Check(request);
  ASSERT_THAT(response, IsOk());
  std::vector<std::string> names;
  for (const v1::ClaimCheck& check : response->checks()) names.push_back(check.claim());
  EXPECT_THAT(names, ElementsAre("claims/row-1", "claims/row-10", "claims/row-11", "claims/row-12",
                                 "claims/row-2", "claims/row-3", "claims/row-4", "claims/row-5",
                                 "claims/row-6", "claims/row-7", "claims/row-7b", "claims/row-9"));
}

TEST_F(CheckClaimsTest, ARegisteredAgreementOfTheForumCounts) {
  Agreement agreement;
  agreement.name = "agreements/a";
  agreement.forum = "forums/dushanbe-2024";
  agreement.contract = agreement.whole_value = true;
  agreement.value = testing::Figure("905", "USD", 6);
  test_.agreements.agreements = {agreement};
  EXPECT_EQ(CheckNamed({"claims/row-7"})->checks(0).verdict(), v1::VERDICT_CONSISTENT);
}

TEST_F(CheckClaimsTest, LineageOnRequest) {
  v1::CheckClaimsRequest request;
  request.add_claims("claims/row-11");
  request.add_claims("claims/row-2");
  request.set_include_lineage(true);
  const absl::StatusOr<v1::CheckClaimsResponse> response = Check(request);
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->checks(0).computed().lineage_size(), 2);
  EXPECT_EQ(response->checks(0).computed().lineage(0).value(), "621400000");
  EXPECT_EQ(response->checks(1).implied(0).lineage_size(), 2);
  EXPECT_EQ(response->checks(1).implied(1).lineage_size(), 0);  // from a claim
}

TEST_F(CheckClaimsTest, NamesTheSnapshotOfTheRegistry) {
  test_.agreements.snapshot = 42;
  EXPECT_EQ(CheckNamed({"claims/row-1"})->registry_snapshot(), 42);
  v1::CheckClaimsRequest request;
  request.add_areas("TJK");
  request.add_areas("KAZ");
  EXPECT_EQ(Check(request)->registry_snapshot(), 42);
}

TEST_F(CheckClaimsTest, EndsWithTheCall) {
  test_.call.cancellation().Cancel();
  EXPECT_THAT(CheckNamed({"claims/row-1"}), karvan::testing::StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(CheckClaimsTest, OnlyTheNamedDatasetsAreEvidence) {
  v1::CheckClaimsRequest request;
  request.add_claims("claims/row-1");
  request.add_datasets("datasets/tjk-customs");
  EXPECT_EQ(Check(request)->checks(0).verdict(), v1::VERDICT_NOT_COMPUTABLE);
  request.add_datasets("datasets/none");
  EXPECT_THAT(Check(request), HasReason("DATASET_UNKNOWN"));
}

TEST_F(CheckClaimsTest, ACompilationIsNoEvidenceUnlessNamed) {
  for (Dataset& dataset : test_.statistics.datasets) dataset.reporters.clear();
  EXPECT_EQ(CheckNamed({"claims/row-1"})->checks(0).verdict(), v1::VERDICT_NOT_COMPUTABLE);
  v1::CheckClaimsRequest request;
  request.add_claims("claims/row-1");
  request.add_datasets("datasets/tjk-agency");
  EXPECT_EQ(Check(request)->checks(0).verdict(), v1::VERDICT_CONSISTENT);
}

TEST_F(CheckClaimsTest, NamesWhatIsWrong) {
  EXPECT_THAT(CheckNamed({"claims/none"}), HasReason("CLAIM_UNKNOWN"));
  EXPECT_THAT(CheckNamed({"x"}), HasFieldViolation("claims[0]", HasSubstr("claims/{id}")));
  EXPECT_THAT(Check({}), HasFieldViolation("claims", HasSubstr("either claims or areas")));
  EXPECT_THAT(CheckNamed(std::vector<std::string>(101, "claims/row-1")),
              HasFieldViolation("claims", HasSubstr("100")));
  v1::CheckClaimsRequest request;
  request.add_areas("KAZ");
  request.add_areas("KAZ");
  EXPECT_THAT(Check(request), HasFieldViolation("areas", HasSubstr("two different")));
}

TEST_F(CheckClaimsTest, PassesOnWhatAnotherServiceSaid) {
  test_.agreements.error =
      Error(absl::StatusCode::kFailedPrecondition, "DEPENDENCY_FAILED", "no", {{"dependency", "agreements"}});
  EXPECT_THAT(CheckNamed({"claims/row-1"}), HasReason("DEPENDENCY_FAILED"));
}

}  // namespace
}  // namespace karvan::indicators
