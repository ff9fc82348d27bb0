#include "services/indicators/server/indicators_server.h"

#include "prometheus/registry.h"
#include "services/indicators/clients/testing/scripted_services.h"
#include "services/platform/rpc/client_channel.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

// The whole service over a channel that stays in the process; its neighbours are scripted.
class IndicatorsServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    neighbours_.datasets.get = [](const auto& request, auto& dataset) {
      dataset = TajikDataset();
      return request.name() == dataset.name() ? grpc::Status::OK
                                              : grpc::Status(grpc::StatusCode::NOT_FOUND, "none");
    };
    neighbours_.datasets.list = [](const auto&, auto& response) {
      *response.add_datasets() = TajikDataset();
      return grpc::Status::OK;
    };
    neighbours_.observations.query = [](const auto& request, auto& response) {
      if (request.filter().reporters(0) == "TJK") AddTajik2023(response);
      response.set_snapshot(3);
      return grpc::Status::OK;
    };
    neighbours_.claims.list = [](const auto&, auto& response) {
      AddClaim(response);
      return grpc::Status::OK;
    };
    const auto none = [](const auto&, auto&) { return grpc::Status::OK; };
    neighbours_.targets.list = none;
    neighbours_.forums.list = none;
    neighbours_.agreements.list = none;
    neighbours_.parties.list = none;
    Start(neighbours_.Channel(), absl::Seconds(10));
  }

  void TearDown() override {
    if (server_ != nullptr) server_->Stop();
  }

  static statistics::v1::Dataset TajikDataset() {
    statistics::v1::Dataset dataset;
    dataset.set_name("datasets/tjk");
    dataset.set_provider("Agency");
    dataset.set_kind(statistics::v1::Dataset::KIND_MERCHANDISE_TRADE);
    dataset.add_reporters("TJK");
    dataset.set_currency_code("USD");
    return dataset;
  }

  static void AddTajik2023(statistics::v1::QueryObservationsResponse& response) {
    for (const auto& [flow, value] : {std::pair("X", "255.8"), std::pair("M", "893")}) {
      statistics::v1::Observation& observation = *response.add_observations();
      statistics::v1::SeriesKey& series = *observation.mutable_series();
      series.set_reporter("TJK");
      series.set_partner("KAZ");
      series.set_flow(flow);
      series.set_classification("HS");
      series.set_product("TOTAL");
      observation.set_period("2023");
      observation.set_value(value);
      observation.set_unit_multiplier(6);
    }
  }

  static void AddClaim(agreements::v1::ListClaimsResponse& response) {
    agreements::v1::Claim& claim = *response.add_claims();
    claim.set_name("claims/a");
    claim.set_indicator("turnover");
    claim.set_reporter("TJK");
    claim.set_partner("KAZ");
    claim.set_period("2023");
    claim.mutable_figure()->set_value("1.1");
    claim.mutable_figure()->set_qualifier(type::v1::QUALIFIER_OVER);
    claim.mutable_figure()->set_unit("USD");
    claim.mutable_figure()->set_unit_multiplier(9);
  }

  void Start(const std::shared_ptr<grpc::Channel>& neighbours, absl::Duration timeout) {
    if (server_ != nullptr) server_->Stop();
    stub_.reset();
    server_.reset();
    ASSERT_OK_AND_ASSIGN(indicators_, IndicatorsServer::Create({.statistics = neighbours,
                                                                .agreements = neighbours,
                                                                .clock = clock_,
                                                                .authenticator = authenticator_,
                                                                .metrics = metrics_,
                                                                .dependency_timeout = timeout}));
    ASSERT_OK_AND_ASSIGN(server_, rpc::Server::Start({.listen_address = ""}, indicators_->services(),
                                                     indicators_->executors()));
    stub_ = v1::IndicatorService::NewStub(server_->InProcessChannel());
  }

  absl::StatusOr<v1::IndicatorResult> Turnover(const std::string& dataset = "datasets/tjk",
                                               absl::Duration deadline = absl::Seconds(30)) {
    v1::ComputeIndicatorRequest request;
    request.set_indicator("turnover");
    request.set_dataset(dataset);
    request.set_reporter("TJK");
    request.set_partner("KAZ");
    request.set_period("2023");
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + deadline));
    v1::IndicatorResult result;
    absl::Status status = FromGrpcStatus(stub_->ComputeIndicator(&context, request, &result));
    if (!status.ok()) return status;
    return result;
  }

  absl::StatusOr<v1::Briefing> Briefing() {
    v1::GetBriefingRequest request;
    request.set_country("TJK");
    request.set_partner("KAZ");
    request.set_period("2023");
    grpc::ClientContext context;
    v1::Briefing briefing;
    absl::Status status = FromGrpcStatus(stub_->GetBriefing(&context, request, &briefing));
    if (!status.ok()) return status;
    return briefing;
  }

  ManualClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  auth::StaticAuthenticator authenticator_{{"tester", {"indicators.*"}}};
  prometheus::Registry registry_;
  metrics::RpcMetrics metrics_{registry_};
  testing::ScriptedServer neighbours_;
  std::unique_ptr<IndicatorsServer> indicators_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<v1::IndicatorService::Stub> stub_;
};

TEST_F(IndicatorsServerTest, ComputesOverTheWire) {
  ASSERT_OK_AND_ASSIGN(v1::IndicatorResult turnover, Turnover());
  EXPECT_EQ(turnover.value(), "1148800000");
  EXPECT_EQ(turnover.snapshot(), 3);
}

TEST_F(IndicatorsServerTest, ListsAndChecks) {
  grpc::ClientContext list_context;
  v1::ListIndicatorsResponse list;
  ASSERT_OK(FromGrpcStatus(stub_->ListIndicators(&list_context, {}, &list)));
  EXPECT_EQ(list.indicators_size(), 7);
  grpc::ClientContext check_context;
  v1::CheckClaimsRequest request;
  request.add_areas("TJK");
  request.add_areas("KAZ");
  v1::CheckClaimsResponse checks;
  ASSERT_OK(FromGrpcStatus(stub_->CheckClaims(&check_context, request, &checks)));
  ASSERT_EQ(checks.checks_size(), 1);
  EXPECT_EQ(checks.checks(0).verdict(), v1::VERDICT_CONSISTENT);
}

TEST_F(IndicatorsServerTest, Briefs) {
  ASSERT_OK_AND_ASSIGN(v1::Briefing briefing, Briefing());
  EXPECT_THAT(briefing.text(), HasSubstr("Consistent: the data give 1,148.8 million USD"));
}

TEST_F(IndicatorsServerTest, TranslatesWhatANeighbourDoesNotKnow) {
  EXPECT_THAT(Turnover("datasets/none"), HasReason("DATASET_UNKNOWN"));
}

TEST_F(IndicatorsServerTest, SaysThatANeighbourIsDown) {
  Start(rpc::MakeChannel("127.0.0.1:1"), absl::Seconds(10));
  EXPECT_THAT(Turnover(), HasReason("DEPENDENCY_UNAVAILABLE"));
  EXPECT_THAT(Briefing(), HasReason("DEPENDENCY_UNAVAILABLE"));
}

TEST_F(IndicatorsServerTest, SaysThatANeighbourIsSlow) {
  Start(neighbours_.Channel(), absl::Milliseconds(50));
  neighbours_.datasets.silent = true;
  EXPECT_THAT(Turnover(), HasReason("DEPENDENCY_UNAVAILABLE"));
  EXPECT_THAT(Briefing(), HasReason("DEPENDENCY_UNAVAILABLE"));
}

TEST_F(IndicatorsServerTest, KeepsTheCallersDeadline) {
  neighbours_.datasets.silent = true;
  EXPECT_THAT(Turnover("datasets/tjk", absl::Milliseconds(50)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_F(IndicatorsServerTest, SaysThatANeighbourFails) {
  neighbours_.forums.list = [](const auto&, auto&) {
    return grpc::Status(grpc::StatusCode::DATA_LOSS, "checksum");
  };
  EXPECT_THAT(Briefing(), HasReason("DEPENDENCY_FAILED"));
}

}  // namespace
}  // namespace karvan::indicators
