#include "services/statistics/server/statistics_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "prometheus/registry.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;

// The whole service over a channel that stays in the process.
class StatisticsServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(statistics_, StatisticsServer::Create({*store_, clock_, authenticator_, metrics_}));
    ASSERT_OK_AND_ASSIGN(server_, rpc::Server::Start({.listen_address = ""}, statistics_->services(),
                                                     statistics_->executors()));
    std::shared_ptr<grpc::Channel> channel = server_->InProcessChannel();
    datasets_ = v1::DatasetService::NewStub(channel);
    releases_ = v1::ReleaseService::NewStub(channel);
    observations_ = v1::ObservationService::NewStub(channel);
    CreateDataset();
  }

  void CreateDataset() {
    v1::CreateDatasetRequest request;
    request.set_dataset_id("tj");
    request.mutable_dataset()->set_display_name("Trade");
    request.mutable_dataset()->set_provider("Agency");
    request.mutable_dataset()->set_kind(v1::Dataset::KIND_MERCHANDISE_TRADE);
    request.mutable_dataset()->set_currency_code("USD");
    grpc::ClientContext context;
    v1::Dataset dataset;
    ASSERT_OK(FromGrpcStatus(datasets_->CreateDataset(&context, request, &dataset)));
  }

  std::string CreateRelease() {
    v1::CreateReleaseRequest request;
    request.set_parent("datasets/tj");
    grpc::ClientContext context;
    v1::Release release;
    EXPECT_OK(FromGrpcStatus(releases_->CreateRelease(&context, request, &release)));
    return release.name();
  }

  // Sends a file in pieces of `piece` bytes.
  absl::StatusOr<v1::ImportObservationsResponse> Import(const std::string& release, absl::string_view file,
                                                        size_t piece = 1000) {
    grpc::ClientContext context;
    v1::ImportObservationsResponse response;
    auto writer = releases_->ImportObservations(&context, &response);
    v1::ImportObservationsRequest message;
    message.mutable_header()->set_release(release);
    message.mutable_header()->set_size_bytes(static_cast<int64_t>(file.size()));
    bool open = writer->Write(message);
    for (size_t i = 0; open && i < file.size(); i += piece) {
      message.set_content(std::string(file.substr(i, piece)));
      open = writer->Write(message);
    }
    writer->WritesDone();
    absl::Status status = FromGrpcStatus(writer->Finish());
    if (!status.ok()) return status;
    return response;
  }

  absl::StatusOr<v1::Release> Publish(const std::string& release) {
    v1::PublishReleaseRequest request;
    request.set_name(release);
    grpc::ClientContext context;
    v1::Release published;
    absl::Status status = FromGrpcStatus(releases_->PublishRelease(&context, request, &published));
    if (!status.ok()) return status;
    return published;
  }

  ManualClock clock_{absl::FromUnixSeconds(1'724'000'000)};
  std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore(clock_);
  prometheus::Registry registry_;
  metrics::RpcMetrics metrics_{registry_};
  auth::StaticAuthenticator authenticator_{{"tester", {"statistics.*"}}};
  std::unique_ptr<StatisticsServer> statistics_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<v1::DatasetService::Stub> datasets_;
  std::unique_ptr<v1::ReleaseService::Stub> releases_;
  std::unique_ptr<v1::ObservationService::Stub> observations_;
};

TEST_F(StatisticsServerTest, FromAFileToASeries) {
  const std::string release = CreateRelease();
  ASSERT_OK_AND_ASSIGN(v1::ImportObservationsResponse imported,
                       Import(release,
                              "reporter,partner,flow,period,value,unit_multiplier\n"
                              "TJK,KAZ,X,2023,255.8,6\n"
                              "TJK,KAZ,M,2023,893,6\n",
                              /*piece=*/7));
  EXPECT_EQ(imported.release().observation_count(), 2);
  ASSERT_OK_AND_ASSIGN(v1::Release published, Publish(release));
  EXPECT_EQ(published.sequence(), 1);

  v1::GetSeriesRequest request;
  request.set_dataset("datasets/tj");
  request.mutable_series()->set_reporter("TJK");
  request.mutable_series()->set_partner("KAZ");
  request.mutable_series()->set_flow("X");
  grpc::ClientContext context;
  v1::GetSeriesResponse series;
  ASSERT_OK(FromGrpcStatus(observations_->GetSeries(&context, request, &series)));
  EXPECT_THAT(series.values().unscaled(), ElementsAre(2558));
  EXPECT_EQ(series.values().scale(), -5);
}

TEST_F(StatisticsServerTest, StreamsAllCells) {
  std::string file = "reporter,partner,flow,period,value,product\n";
  for (int product = 100000; product < 105000; ++product)
    absl::StrAppend(&file, "TJK,KAZ,X,2023,1,", product, "\n");
  const std::string release = CreateRelease();
  ASSERT_OK(Import(release, file));
  ASSERT_OK(Publish(release));
  v1::StreamObservationsRequest request;
  request.set_dataset("datasets/tj");
  grpc::ClientContext context;
  auto reader = observations_->StreamObservations(&context, request);
  v1::StreamObservationsResponse message;
  int rows = 0;
  while (reader->Read(&message)) rows += message.observations_size();
  EXPECT_OK(FromGrpcStatus(reader->Finish()));
  EXPECT_EQ(rows, 5000);
}

TEST_F(StatisticsServerTest, ErrorsKeepTheirDetailsOnTheWay) {
  const std::string release = CreateRelease();
  EXPECT_THAT(Publish(release), HasReason("RELEASE_EMPTY"));
  EXPECT_THAT(Import(release, "reporter,value\n"), HasReason("HEADER_INVALID"));
  EXPECT_THAT(Import("datasets/tj/releases/9", "x"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(StatisticsServerTest, AnImportThatIsCancelledLeavesNothing) {
  const std::string release = CreateRelease();
  {
    grpc::ClientContext context;
    v1::ImportObservationsResponse response;
    auto writer = releases_->ImportObservations(&context, &response);
    v1::ImportObservationsRequest message;
    message.mutable_header()->set_release(release);
    // Without the size, a cancellation that comes late may pass for the end of the file.
    message.mutable_header()->set_size_bytes(1000);
    ASSERT_TRUE(writer->Write(message));
    message.set_content("reporter,partner,flow,period,value\nTJK,KAZ,X,2023,1\n");
    ASSERT_TRUE(writer->Write(message));
    context.TryCancel();
    EXPECT_THAT(FromGrpcStatus(writer->Finish()), StatusIs(absl::StatusCode::kCancelled));
  }
  EXPECT_THAT(Publish(release), HasReason("RELEASE_EMPTY"));
}

TEST_F(StatisticsServerTest, WithoutThePermissionNothingIsDone) {
  const auth::StaticAuthenticator reader({"reader", {"statistics.observations.read"}});
  ASSERT_OK_AND_ASSIGN(auto statistics, StatisticsServer::Create({*store_, clock_, reader, metrics_}));
  ASSERT_OK_AND_ASSIGN(auto server, rpc::Server::Start({.listen_address = ""}, statistics->services(),
                                                       statistics->executors()));
  auto stub = v1::ReleaseService::NewStub(server->InProcessChannel());
  v1::CreateReleaseRequest request;
  request.set_parent("not even a name");
  grpc::ClientContext context;
  v1::Release release;
  EXPECT_THAT(FromGrpcStatus(stub->CreateRelease(&context, request, &release)),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

}  // namespace
}  // namespace karvan::statistics
