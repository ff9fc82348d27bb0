#include "services/cli/suite/suite.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "karvan/testing/v1/testing_service.grpc.pb.h"
#include "services/cli/app.h"
#include "services/cli/client/client.h"
#include "services/cli/client/registry.h"
#include "services/cli/seed/seed_loader.h"
#include "services/platform/rpc/client_channel.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSeedFolder[] = KARVAN_SOURCE_DIR "/tests/data/seed";

// Counts what a load does.
class Counter final : public LoadObserver {
 public:
  void OnOutcome(Outcome outcome, const std::string&, const std::string&) override { ++counts_[outcome]; }
  void OnProgress(const std::string&, int64_t, int64_t) override {}
  void OnProblems(const std::string&, const statistics::v1::ImportObservationsResponse& answer) override {
    problems_ += answer.problem_count();
  }

  int count(Outcome outcome) const { return counts_.contains(outcome) ? counts_.at(outcome) : 0; }
  int64_t problems() const { return problems_; }

 private:
  std::map<Outcome, int> counts_;
  int64_t problems_ = 0;
};

Seed SampleSeed() {
  auto seed = ReadSeed(kSeedFolder);
  EXPECT_OK(seed);
  return *std::move(seed);
}

std::unique_ptr<Suite> StartSuite(SuiteOptions options = {}) {
  auto suite = Suite::Start(std::move(options));
  EXPECT_OK(suite);
  return *std::move(suite);
}

// Runs a command line against a suite.
std::string RunKarvan(const Suite& suite, std::vector<std::string> arguments, int expected_exit_code = 0) {
  arguments.insert(arguments.begin(), "karvan");
  arguments.push_back("--address=" + suite.address());
  std::vector<const char*> argv;
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  std::ostringstream out;
  std::ostringstream err;
  Session session(out, err);
  EXPECT_EQ(RunCommandLine(static_cast<int>(argv.size()), argv.data(), session), expected_exit_code)
      << err.str();
  return expected_exit_code == 0 ? out.str() : err.str();
}

absl::Status Reset(const Suite& suite) {
  auto stub = testing::v1::TestingService::NewStub(rpc::MakeChannel(suite.address()));
  grpc::ClientContext context;
  testing::v1::ResetResponse response;
  return FromGrpcStatus(stub->Reset(&context, {}, &response));
}

TEST(Suite, LoadsTheSampleOnce) {
  std::unique_ptr<Suite> suite = StartSuite();
  Client client(rpc::MakeChannel(suite->address()), absl::Seconds(60));
  const Seed seed = SampleSeed();
  Counter first;
  ASSERT_OK(LoadSeed(client, seed, first));
  EXPECT_EQ(first.count(Outcome::kCreated), 5 + 5 + 1 + 2 + 1 + 15);
  EXPECT_EQ(first.count(Outcome::kPublished), 8);
  EXPECT_EQ(first.problems(), 0);

  Counter second;
  ASSERT_OK(LoadSeed(client, seed, second));
  EXPECT_EQ(second.count(Outcome::kUnchanged), 5 + 5 + 1 + 2 + 1 + 15);
  EXPECT_EQ(second.count(Outcome::kSkipped), 8);
  EXPECT_EQ(second.count(Outcome::kCreated) + second.count(Outcome::kUpdated) +
                second.count(Outcome::kPublished) + second.count(Outcome::kAbandoned) +
                second.count(Outcome::kLeft),
            0);
}

TEST(Suite, ALoadUpdatesWhatDiffers) {
  std::unique_ptr<Suite> suite = StartSuite({.seed = SampleSeed()});
  Client client(rpc::MakeChannel(suite->address()), absl::Seconds(60));
  Seed seed = SampleSeed();
  seed.parties[0].mutable_names(0)->set_text("Kazakhstan");
  seed.datasets[0].set_provider("somebody else");
  Counter counter;
  ASSERT_OK(LoadSeed(client, seed, counter));
  EXPECT_EQ(counter.count(Outcome::kUpdated), 1);
  EXPECT_EQ(counter.count(Outcome::kLeft), 1);
  auto parties = ListParties(client);
  ASSERT_OK(parties);
  EXPECT_EQ((*parties)[1].names(0).text(), "Kazakhstan");
  EXPECT_EQ((*parties)[1].revision(), 2);
}

TEST(Suite, ADraftLeftBehindIsAbandoned) {
  std::unique_ptr<Suite> suite = StartSuite();
  Client client(rpc::MakeChannel(suite->address()), absl::Seconds(60));
  Seed seed = SampleSeed();
  Seed only_datasets;
  only_datasets.datasets = seed.datasets;
  Counter before;
  ASSERT_OK(LoadSeed(client, only_datasets, before));
  statistics::v1::CreateReleaseRequest interrupted;
  interrupted.set_parent(seed.releases[0].dataset);
  *interrupted.mutable_release() = seed.releases[0].release;
  ASSERT_OK(
      client.Call(client.releases(), &statistics::v1::ReleaseService::Stub::CreateRelease, interrupted));

  Counter counter;
  ASSERT_OK(LoadSeed(client, seed, counter));
  EXPECT_EQ(counter.count(Outcome::kAbandoned), 1);
  EXPECT_EQ(counter.count(Outcome::kPublished), 8);
}

TEST(Suite, RowsThatCannotBeReadAreReported) {
  const fs::path folder = fs::path(::testing::TempDir()) / "karvan_suite_problems";
  fs::create_directories(folder);
  std::ofstream(folder / "manifest.json")
      << R"({"datasets": [{"name": "datasets/a", "display_name": "A", "provider": "P",
      "kind": "KIND_MERCHANDISE_TRADE", "currency_code": "USD"}],
      "releases": [{"dataset": "datasets/a", "release": {"description": "all"}, "files": [{"path": "a.csv"}]}]})";
  std::ofstream(folder / "a.csv")
      << "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,twelve\nTJK,KAZ,M,2023,1\n";
  std::unique_ptr<Suite> suite = StartSuite();
  std::string words = RunKarvan(*suite, {"load", folder.string()}, 1);
  EXPECT_THAT(words,
              AllOf(HasSubstr("a.csv:2: value \"twelve\": "), HasSubstr("1 row of a: all cannot be read")));
  EXPECT_THAT(RunKarvan(*suite, {"datasets", "a"}), HasSubstr("abandoned"));
  EXPECT_EQ(RunKarvan(*suite, {"query", "a", "--format=json"}), "[\n]\n");
  fs::remove_all(folder);
}

// An office revises a figure and takes the revision back: the third release holds the file of the first.
TEST(Suite, AFileMayBePublishedAgain) {
  const fs::path folder = fs::path(::testing::TempDir()) / "karvan_suite_again";
  fs::create_directories(folder);
  std::ofstream(folder / "manifest.json")
      << R"({"datasets": [{"name": "datasets/a", "display_name": "A", "provider": "P",
      "kind": "KIND_MERCHANDISE_TRADE", "currency_code": "USD"}],
      "releases": [
      {"dataset": "datasets/a", "release": {"description": "first"}, "files": [{"path": "a.csv"}]},
      {"dataset": "datasets/a", "release": {"description": "revised"}, "files": [{"path": "b.csv"}]},
      {"dataset": "datasets/a", "release": {"description": "first"}, "files": [{"path": "a.csv"}]}]})";
  std::ofstream(folder / "a.csv") << "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,5\n";
  std::ofstream(folder / "b.csv") << "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,7\n";
  std::unique_ptr<Suite> suite = StartSuite();
  EXPECT_THAT(RunKarvan(*suite, {"load", folder.string()}), HasSubstr("3 published"));
  EXPECT_THAT(RunKarvan(*suite, {"query", "a", "--format=csv"}), HasSubstr("TJK,KAZ,X,HS,TOTAL,,,,2023,5,"));
  EXPECT_THAT(RunKarvan(*suite, {"load", folder.string()}),
              AllOf(HasSubstr("3 skipped"), Not(HasSubstr("published"))));
  fs::remove_all(folder);
}

TEST(Suite, AnswersTheCommandsOnTheSample) {
  std::unique_ptr<Suite> suite = StartSuite({.seed = SampleSeed()});
  EXPECT_THAT(RunKarvan(*suite, {"datasets"}), HasSubstr("tjk-customs"));
  EXPECT_EQ(RunKarvan(*suite, {"query", "tjk-agency", "--period=2023", "--format=csv", "--flow=X"}),
            "reporter,partner,flow,classification,product,second_partner,customs_procedure,transport_mode,"
            "period,value,"
            "multiplier,net_weight_kg,quantity,quantity_unit,qualifier,status,statement\n"
            "TJK,KAZ,X,HS,TOTAL,,,,2023,255.8,million,,,,about,,tass-1736063\n");
  EXPECT_THAT(RunKarvan(*suite, {"series", "kaz-bns", "KAZ", "TJK", "X"}), HasSubstr("877,600,000  ███"));
  EXPECT_THAT(RunKarvan(*suite, {"agreements", "targets"}), HasSubstr("at least $2 billion"));
  EXPECT_THAT(RunKarvan(*suite, {"claims", "check", "tjk-turnover-2024-jan-jul"}), HasSubstr("UNIT SUSPECT"));
  EXPECT_THAT(RunKarvan(*suite, {"briefing", "KAZ", "TJK", "2024-01-01/P7M"}), HasSubstr("77.7"));
  EXPECT_THAT(RunKarvan(*suite, {"query", "nothing"}, 1), HasSubstr("NOT_FOUND, RESOURCE_NOT_FOUND"));
}

TEST(Suite, ResetGoesBackToTheSeed) {
  std::unique_ptr<Suite> suite =
      StartSuite({.seed = SampleSeed(), .clock = absl::FromUnixSeconds(1724284800)});
  const std::string at_ready = RunKarvan(*suite, {"agreements", "--format=json"});
  Client client(rpc::MakeChannel(suite->address()), absl::Seconds(60));
  agreements::v1::CreatePartyRequest create;
  create.mutable_party()->add_names()->set_text("Somebody");
  create.mutable_party()->mutable_names(0)->set_language_code("en");
  create.mutable_party()->set_kind(agreements::v1::Party::KIND_COMPANY);
  for (int i = 0; i < 3; ++i) {
    auto created = client.Call(client.parties(), &agreements::v1::PartyService::Stub::CreateParty, create);
    ASSERT_OK(created);
    EXPECT_EQ(created->name(), "parties/party-1");
    EXPECT_NE(RunKarvan(*suite, {"agreements", "--format=json"}), at_ready);
    ASSERT_OK(Reset(*suite));
    EXPECT_EQ(RunKarvan(*suite, {"agreements", "--format=json"}), at_ready);
  }
}

// One Reset is under way and others wait for it, in the old generation and in the new one, when the end
// comes.
TEST(Suite, StopsWhileResetsWait) {
  std::unique_ptr<Suite> suite = StartSuite({.seed = SampleSeed()});
  std::atomic<int> answered = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 32; ++i) {
    callers.emplace_back([&] {
      while (Reset(*suite).ok()) ++answered;
    });
  }
  while (answered == 0) std::this_thread::yield();
  suite->Stop();
  for (std::thread& caller : callers) caller.join();
  EXPECT_GT(answered, 0);
}

TEST(Suite, KeepsItsDataFolder) {
  const fs::path folder = fs::path(::testing::TempDir()) / "karvan_suite_data";
  fs::remove_all(folder);
  {
    std::unique_ptr<Suite> suite = StartSuite({.data_folder = folder.string()});
    EXPECT_THAT(RunKarvan(*suite, {"load", kSeedFolder}), HasSubstr("8 published"));
    EXPECT_EQ(Reset(*suite).code(), absl::StatusCode::kUnimplemented);
    auto second = Suite::Start({.data_folder = folder.string()});
    EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  }
  std::unique_ptr<Suite> suite = StartSuite({.data_folder = folder.string()});
  EXPECT_THAT(RunKarvan(*suite, {"load", kSeedFolder}),
              AllOf(HasSubstr("8 skipped"), Not(HasSubstr("published"))));
  suite->Stop();
  fs::remove_all(folder);
}

TEST(Suite, ASeedThatIsRefusedStopsTheStart) {
  Seed seed = SampleSeed();
  seed.claims[0].set_forum("forums/nowhere");
  EXPECT_EQ(Suite::Start({.seed = seed}).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(Suite, AnAddressInUse) {
  std::unique_ptr<Suite> suite = StartSuite();
  EXPECT_EQ(Suite::Start({.listen_address = suite->address()}).status().code(),
            absl::StatusCode::kUnavailable);
  // The command's user is not told that no suite answers there.
  const std::string port = suite->address().substr(suite->address().rfind(':') + 1);
  EXPECT_THAT(RunKarvan(*suite, {"serve", "--ephemeral", "--port=" + port}, 1),
              AllOf(HasSubstr(suite->address()), HasSubstr("cannot be bound"), Not(HasSubstr("No suite"))));
}

}  // namespace
}  // namespace karvan::cli
