#include <optional>

#include "services/indicators/clients/grpc_agreements_client.h"
#include "services/indicators/clients/grpc_statistics_client.h"
#include "services/indicators/clients/testing/scripted_services.h"
#include "services/platform/rpc/client_channel.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"
#include "services/platform/sync/mutex.h"
#include "services/platform/task/start.h"

namespace karvan::indicators {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The value of a task, waited for.
template <typename T>
T Wait(Task<T> task) {
  Mutex mutex;
  CondVar done;
  std::optional<T> result;
  Start(std::move(task), [&](T value) {
    MutexLock lock(&mutex);
    result.emplace(std::move(value));
    done.SignalAll();
  });
  MutexLock lock(&mutex);
  while (!result) done.Wait(&mutex);
  return *std::move(result);
}

class GrpcClientsTest : public ::testing::Test {
 protected:
  testing::ScriptedServer server_;
  GrpcStatisticsClient statistics_{server_.Channel(), absl::Seconds(10)};
  GrpcAgreementsClient agreements_{server_.Channel(), absl::Seconds(10)};
  rpc::CallContext call_{{}};
};

TEST_F(GrpcClientsTest, TakesAllPagesOfObservations) {
  server_.observations.query = [](const auto& request, auto& response) {
    EXPECT_EQ(request.dataset(), "datasets/a");
    EXPECT_THAT(request.filter().flows(), ElementsAre("X", "M", "T"));
    EXPECT_THAT(request.filter().products(), ElementsAre("TOTAL"));
    EXPECT_EQ(request.as_of().snapshot(), 7);
    auto& observation = *response.add_observations();
    observation.mutable_series()->set_flow("T");
    observation.set_period(request.page_token().empty() ? "2022" : "2023");
    observation.set_value("1");
    if (request.page_token().empty()) response.set_next_page_token("next");
    response.set_snapshot(7);
    return grpc::Status::OK;
  };
  TradeQuery query{.dataset = "datasets/a", .reporter = "TJK", .partner = "KAZ", .as_of = {}};
  query.as_of.snapshot = 7;
  const absl::StatusOr<TradeObservations> trade = Wait(statistics_.GetTrade(call_, query));
  ASSERT_THAT(trade, IsOk());
  ASSERT_EQ(trade->observations.size(), 2u);
  EXPECT_EQ(trade->observations[1].key.period, *Period::Year(2023));
  EXPECT_EQ(trade->snapshot, 7);
}

TEST_F(GrpcClientsTest, ASnapshotOfTheFutureIsTheCallersFault) {
  server_.observations.query = [](const auto&, auto&) {
    return ToGrpcStatus(Error(absl::StatusCode::kInvalidArgument, "SNAPSHOT_UNKNOWN", "99 is later than 3"));
  };
  EXPECT_THAT(Wait(statistics_.GetTrade(call_, {})), HasFieldViolation("snapshot", HasSubstr("99")));
}

TEST_F(GrpcClientsTest, WhatDoesNotExistIsNothing) {
  server_.datasets.get = [](const auto&, auto&) { return grpc::Status(grpc::StatusCode::NOT_FOUND, "none"); };
  server_.claims.get = [](const auto&, auto&) { return grpc::Status(grpc::StatusCode::NOT_FOUND, "none"); };
  const auto dataset = Wait(statistics_.GetDataset(call_, "datasets/a"));
  ASSERT_THAT(dataset, IsOk());
  EXPECT_FALSE(dataset->has_value());
  const auto claim = Wait(agreements_.GetClaim(call_, "claims/a"));
  ASSERT_THAT(claim, IsOk());
  EXPECT_FALSE(claim->has_value());
}

TEST_F(GrpcClientsTest, ADeletedClaimIsNothing) {
  server_.claims.get = [](const auto& request, auto& claim) {
    claim.set_name(request.name());
    claim.mutable_figure()->set_value("1");
    claim.mutable_delete_time()->set_seconds(1);
    return grpc::Status::OK;
  };
  EXPECT_FALSE(Wait(agreements_.GetClaim(call_, "claims/a"))->has_value());
}

TEST_F(GrpcClientsTest, ListsOfTheRegistryCarryTheirSnapshot) {
  server_.claims.list = [](const auto& request, auto& response) {
    EXPECT_THAT(request.filter().areas(), ElementsAre("KAZ", "TJK"));
    auto& claim = *response.add_claims();
    claim.set_name("claims/a");
    claim.mutable_figure()->set_value("1");
    response.set_snapshot(5);
    return grpc::Status::OK;
  };
  const absl::StatusOr<Listed<Claim>> claims = Wait(agreements_.ListClaims(call_, {{"KAZ", "TJK"}, ""}));
  ASSERT_THAT(claims, IsOk());
  EXPECT_EQ(claims->items.size(), 1u);
  EXPECT_EQ(claims->snapshot, 5);
}

TEST_F(GrpcClientsTest, TheSnapshotIsThatOfAnyList) {
  server_.claims.list = [](const auto& request, auto& response) {
    EXPECT_EQ(request.page_size(), 1);
    response.set_snapshot(9);
    response.set_next_page_token("more");
    return grpc::Status::OK;
  };
  EXPECT_THAT(Wait(agreements_.GetSnapshot(call_)), karvan::testing::IsOkAndHolds(9));
  server_.claims.list = nullptr;
  EXPECT_THAT(Wait(agreements_.GetSnapshot(call_)), HasReason("DEPENDENCY_FAILED"));
}

TEST_F(GrpcClientsTest, AnErrorIsTheDependencysFailure) {
  const absl::StatusOr<std::vector<Dataset>> datasets = Wait(statistics_.ListDatasets(call_));
  EXPECT_THAT(datasets, HasReason("DEPENDENCY_FAILED"));
  EXPECT_EQ(ErrorMetadata(datasets.status(), "dependency"), "statistics");
  EXPECT_THAT(datasets, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("UNIMPLEMENTED")));
}

TEST_F(GrpcClientsTest, AnAnswerThatCannotBeReadIsItsFailureToo) {
  server_.targets.list = [](const auto&, auto& response) {
    response.add_targets()->set_name("targets/a");
    return grpc::Status::OK;
  };
  const absl::StatusOr<Listed<Target>> targets = Wait(agreements_.ListTargets(call_, {}));
  EXPECT_THAT(targets, HasReason("DEPENDENCY_FAILED"));
  EXPECT_THAT(targets, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("targets/a")));
}

TEST_F(GrpcClientsTest, ASlowOneIsUnavailable) {
  server_.datasets.silent = true;
  GrpcStatisticsClient impatient(server_.Channel(), absl::Milliseconds(50));
  const auto dataset = Wait(impatient.GetDataset(call_, "datasets/a"));
  EXPECT_THAT(dataset, HasReason("DEPENDENCY_UNAVAILABLE"));
  EXPECT_THAT(dataset, StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(GrpcClientsTest, TheCallersDeadlineIsTheCallers) {
  server_.datasets.silent = true;
  rpc::CallContext::Values values;
  values.deadline = absl::Now() + absl::Milliseconds(50);
  rpc::CallContext call(values);
  EXPECT_THAT(Wait(statistics_.GetDataset(call, "datasets/a")),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST_F(GrpcClientsTest, ADownOneIsUnavailable) {
  GrpcAgreementsClient lonely(rpc::MakeChannel("127.0.0.1:1"), absl::Seconds(10));
  const absl::StatusOr<Listed<Forum>> forums = Wait(lonely.ListForums(call_));
  EXPECT_THAT(forums, HasReason("DEPENDENCY_UNAVAILABLE"));
  EXPECT_EQ(ErrorMetadata(forums.status(), "dependency"), "agreements");
}

}  // namespace
}  // namespace karvan::indicators
