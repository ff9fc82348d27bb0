#include "services/cli/seed/seed.h"

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class SeedTest : public ::testing::Test {
 protected:
  SeedTest() {
    folder_ = fs::path(::testing::TempDir()) /
              ("karvan_seed_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~SeedTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name) << content;
  }

  // Expects the folder to be refused with words that hold `words`.
  void ExpectRefused(absl::StatusCode code, const std::string& words) {
    auto seed = ReadSeed(folder_.string());
    EXPECT_EQ(seed.status().code(), code);
    EXPECT_THAT(seed.status().message(), HasSubstr(words));
  }

  fs::path folder_;
};

TEST(Seed, ReadsTheSample) {
  auto seed = ReadSeed(KARVAN_SOURCE_DIR "/tests/data/seed");
  ASSERT_OK(seed);
  EXPECT_EQ(seed->datasets.size(), 5u);
  EXPECT_EQ(seed->releases.size(), 8u);
  EXPECT_EQ(seed->parties.size(), 5u);
  EXPECT_EQ(seed->forums.size(), 1u);
  EXPECT_EQ(seed->targets.size(), 2u);
  EXPECT_EQ(seed->agreements.size(), 1u);
  EXPECT_EQ(seed->claims.size(), 15u);
  EXPECT_EQ(seed->targets[1].restates(), seed->targets[0].name());
  ASSERT_EQ(seed->releases[0].files.size(), 2u);
  EXPECT_EQ(seed->releases[0].files[1].name, "data/comtrade-annual/hs44-kaz-tjk.csv");
  EXPECT_EQ(seed->releases[0].files[1].format, statistics::v1::FILE_FORMAT_COMTRADE_LEGACY_CSV);
}

TEST_F(SeedTest, AManifestIsEnough) {
  Write("manifest.json", "{}");
  auto seed = ReadSeed(folder_.string());
  ASSERT_OK(seed);
  EXPECT_TRUE(seed->datasets.empty());
  EXPECT_TRUE(seed->claims.empty());
}

TEST_F(SeedTest, WithoutManifest) { ExpectRefused(absl::StatusCode::kNotFound, "manifest.json"); }

TEST_F(SeedTest, NotJson) {
  Write("manifest.json", "{\n \"datasets\": [}");
  ExpectRefused(absl::StatusCode::kInvalidArgument, "line 2, column 15");
}

TEST_F(SeedTest, UnknownMember) {
  Write("manifest.json", R"({"dataset": []})");
  ExpectRefused(absl::StatusCode::kInvalidArgument, "manifest.json: has an unknown member \"dataset\"");
}

TEST_F(SeedTest, UnknownField) {
  Write("manifest.json", "{}");
  Write("parties.json", R"([{"name": "parties/a"}, {"name": "parties/b", "colour": "red"}])");
  ExpectRefused(absl::StatusCode::kInvalidArgument,
                "parties.json[1]: is not the JSON form of karvan.agreements.v1.Party");
}

TEST_F(SeedTest, NameOfAnotherCollection) {
  Write("manifest.json", R"({"datasets": [{"name": "tjk-agency"}]})");
  ExpectRefused(absl::StatusCode::kInvalidArgument,
                "manifest.json.datasets[0]: the name \"tjk-agency\" must be \"datasets/\" and an id");
}

TEST_F(SeedTest, ReleaseWithoutFiles) {
  Write("manifest.json", R"({"releases": [{"dataset": "datasets/a", "files": []}]})");
  ExpectRefused(absl::StatusCode::kInvalidArgument, "manifest.json.releases[0]: needs \"files\"");
}

TEST_F(SeedTest, FilesStayInTheFolder) {
  for (std::string path : {"../a.csv", "/etc/passwd", "data/../../a.csv"}) {
    Write("manifest.json",
          R"({"releases": [{"dataset": "datasets/a", "files": [{"path": ")" + path + R"("}]}]})");
    ExpectRefused(absl::StatusCode::kInvalidArgument, "must stay inside the folder");
  }
}

TEST_F(SeedTest, MissingFileAndUnknownFormat) {
  Write("manifest.json",
        R"({"releases": [{"dataset": "datasets/a", "files": [{"path": "a.csv", "format": "CSV"}]}]})");
  ExpectRefused(absl::StatusCode::kNotFound, "there is no file \"a.csv\" in the folder");
  Write("a.csv", "x");
  ExpectRefused(absl::StatusCode::kInvalidArgument,
                "\"CSV\" is not a name of karvan.statistics.v1.FileFormat");
}

}  // namespace
}  // namespace karvan::cli
