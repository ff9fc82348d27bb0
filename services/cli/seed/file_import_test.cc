#include "services/cli/seed/file_import.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

using Clock = std::chrono::system_clock;

// Takes every file and notes until when the caller waits.
class DeadlineReader final : public statistics::v1::ReleaseService::Service {
 public:
  grpc::Status ImportObservations(grpc::ServerContext* context,
                                  grpc::ServerReader<statistics::v1::ImportObservationsRequest>* reader,
                                  statistics::v1::ImportObservationsResponse*) override {
    deadline = context->deadline();
    statistics::v1::ImportObservationsRequest message;
    while (reader->Read(&message)) bytes += static_cast<int64_t>(message.content().size());
    return grpc::Status::OK;
  }

  Clock::time_point deadline;
  int64_t bytes = 0;
};

class Silent final : public LoadObserver {
 public:
  void OnOutcome(Outcome, const std::string&, const std::string&) override {}
  void OnProgress(const std::string&, int64_t, int64_t) override {}
  void OnProblems(const std::string&, const statistics::v1::ImportObservationsResponse&) override {}
};

TEST(ImportFile, HasASecondMoreForEachMebibyte) {
  constexpr int64_t kBytes = (2 << 20) + 1;  // three MiB, the last one begun
  const std::filesystem::path path = std::filesystem::path(::testing::TempDir()) / "karvan_file_import.csv";
  std::ofstream(path) << std::string(kBytes, 'x');
  DeadlineReader service;
  grpc::ServerBuilder builder;
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  Client client(server->InProcessChannel({}), absl::Seconds(600));
  Silent observer;

  const Clock::time_point before = Clock::now();
  ASSERT_OK(ImportFile(client, SeedFile{.name = "a.csv", .path = path.string()}, "datasets/a/releases/1",
                       observer));
  const Clock::time_point after = Clock::now();
  EXPECT_EQ(service.bytes, kBytes);
  // The wire carries what is left of the time, in whole milliseconds or coarser.
  EXPECT_GE(service.deadline, before + std::chrono::milliseconds(602'500));
  EXPECT_LE(service.deadline, after + std::chrono::milliseconds(604'500));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace karvan::cli
