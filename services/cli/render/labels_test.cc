#include "services/cli/render/labels.h"

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::cli {
namespace {

using ::testing::HasSubstr;

TEST(Labels, OfTheSampleCodeLists) {
  auto labels = Labels::Read(KARVAN_SOURCE_DIR "/tests/data/codes");
  ASSERT_OK(labels);
  EXPECT_EQ(labels->Area("KAZ"), "KAZ Kazakhstan");
  EXPECT_EQ(labels->Area("W00"), "W00 World");
  EXPECT_EQ(labels->Area("899"), "899 Areas, nes");
  EXPECT_EQ(labels->Area("XXX"), "XXX");
  EXPECT_EQ(labels->Product("44"), "44 Wood and articles of wood; wood char…");
}

TEST(Labels, WithoutAFolderCodesStay) {
  auto labels = Labels::Read("");
  ASSERT_OK(labels);
  EXPECT_EQ(labels->Area("KAZ"), "KAZ");
  EXPECT_EQ(labels->Product("TOTAL"), "TOTAL");
}

TEST(Labels, SayWhatIsWrong) {
  EXPECT_EQ(Labels::Read("/nowhere").status().code(), absl::StatusCode::kNotFound);
  const std::string folder = ::testing::TempDir() + "/karvan_labels_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/areas.csv") << "code,ru\nKAZ,Казахстан\n";
  auto labels = Labels::Read(folder);
  EXPECT_EQ(labels.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(labels.status().message(), HasSubstr("\"en\""));
}

}  // namespace
}  // namespace karvan::cli
