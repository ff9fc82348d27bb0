#include "services/cli/seed/file_upload.h"

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/error.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

using ::karvan::testing::StatusIs;
using statistics::v1::Upload;
using ::testing::ElementsAre;

constexpr char kName[] = "datasets/a/releases/1/uploads/1";
constexpr size_t kPart = 1'000'000;

// Keeps whole parts of what comes, and breaks connections off after `breaks` bytes each.
class BreakingUploads final : public statistics::v1::UploadService::Service {
 public:
  grpc::Status CreateUpload(grpc::ServerContext*, const statistics::v1::CreateUploadRequest* request,
                            Upload* upload) override {
    created = *request;
    upload->set_name(kName);
    return grpc::Status::OK;
  }
  grpc::Status GetUpload(grpc::ServerContext*, const statistics::v1::GetUploadRequest*,
                         Upload* upload) override {
    if (gets_to_fail-- > 0) return {grpc::StatusCode::UNAVAILABLE, "starting"};
    upload->set_durable_offset_bytes(static_cast<int64_t>(durable.size()));
    return grpc::Status::OK;
  }
  grpc::Status WriteUpload(grpc::ServerContext*,
                           grpc::ServerReader<statistics::v1::WriteUploadRequest>* reader,
                           Upload* upload) override {
    statistics::v1::WriteUploadRequest message;
    reader->Read(&message);
    offsets.push_back(message.header().offset_bytes());
    EXPECT_EQ(message.header().offset_bytes(), durable.size());
    size_t left = std::string::npos;
    if (!breaks.empty()) {
      left = breaks.front();
      breaks.erase(breaks.begin());
    }
    std::string held;
    while (reader->Read(&message)) {
      held += message.content();
      for (; held.size() >= kPart; held.erase(0, kPart)) durable += held.substr(0, kPart);
      if (message.content().size() >= left) return {grpc::StatusCode::UNAVAILABLE, "broken"};
      if (left != std::string::npos) left -= message.content().size();
    }
    durable += held;
    upload->set_durable_offset_bytes(static_cast<int64_t>(durable.size()));
    return grpc::Status::OK;
  }
  grpc::Status FinishUpload(grpc::ServerContext*, const statistics::v1::FinishUploadRequest*,
                            statistics::v1::ImportObservationsResponse* response) override {
    response->mutable_file()->set_size_bytes(static_cast<int64_t>(durable.size()));
    return grpc::Status::OK;
  }
  grpc::Status AbandonUpload(grpc::ServerContext*, const statistics::v1::AbandonUploadRequest*,
                             google::protobuf::Empty*) override {
    ++abandoned;
    return grpc::Status::OK;
  }

  statistics::v1::CreateUploadRequest created;
  std::vector<size_t> breaks;
  std::vector<int64_t> offsets;
  std::string durable;
  int gets_to_fail = 0;
  int abandoned = 0;
};

class Silent final : public LoadObserver {
 public:
  void OnOutcome(Outcome, const std::string&, const std::string&) override {}
  void OnProgress(const std::string&, int64_t, int64_t) override {}
  void OnProblems(const std::string&, const statistics::v1::ImportObservationsResponse&) override {}
};

class FileUploadTest : public ::testing::Test {
 protected:
  FileUploadTest() {
    folder_ = ::testing::TempDir() + "karvan-upload-XXXXXX";
    EXPECT_NE(mkdtemp(folder_.data()), nullptr);
    for (int i = 0; content_.size() < 5 * kPart + 7; ++i) content_ += std::to_string(i);
    std::ofstream(folder_ + "/a.csv") << content_;
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
  }
  ~FileUploadTest() override { std::filesystem::remove_all(folder_); }

  absl::StatusOr<statistics::v1::ImportObservationsResponse> Upload() {
    Client client(server_->InProcessChannel({}), absl::Seconds(60));
    Silent observer;
    return UploadFile(client, SeedFile{.name = "a.csv", .path = folder_ + "/a.csv"},
                      static_cast<int64_t>(content_.size()), "datasets/a/releases/1", observer,
                      {.attempts = 4, .pause = absl::ZeroDuration()});
  }

  std::string folder_;
  std::string content_;
  BreakingUploads service_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(FileUploadTest, SendsAFile) {
  ASSERT_OK(Upload());
  EXPECT_TRUE(service_.durable == content_);
  EXPECT_THAT(service_.offsets, ElementsAre(0));
  EXPECT_EQ(service_.created.parent(), "datasets/a/releases/1");
  EXPECT_EQ(service_.created.upload().size_bytes(), content_.size());
  EXPECT_EQ(service_.created.upload().sha256().size(), 64);
  EXPECT_EQ(service_.abandoned, 0);
}

TEST_F(FileUploadTest, GoesOnWhereTheServerHasIt) {
  service_.breaks = {2 * kPart + 300'000, 100'000, kPart + 300'000};
  service_.gets_to_fail = 2;
  ASSERT_OK(Upload());
  EXPECT_TRUE(service_.durable == content_);
  EXPECT_THAT(service_.offsets, ElementsAre(0, 2 * kPart, 2 * kPart, 3 * kPart));
}

TEST_F(FileUploadTest, GivesUpWhenNothingComesThrough) {
  service_.breaks = std::vector<size_t>(10, 1);
  EXPECT_THAT(Upload(), StatusIs(absl::StatusCode::kUnavailable, "broken"));
  EXPECT_EQ(service_.offsets.size(), 4);
  EXPECT_EQ(service_.abandoned, 1);
}

}  // namespace
}  // namespace karvan::cli
