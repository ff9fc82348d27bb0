#include "services/platform/process/ready_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "services/platform/status/testing/matchers.h"

namespace karvan::process {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

TEST(ReadyFileTest, HoldsOneLineAndReplacesAnOldOne) {
  const std::string path = ::testing::TempDir() + "/ready_file_test.ready";
  ASSERT_OK(WriteReadyFile(path, "127.0.0.1:1"));
  ASSERT_OK(WriteReadyFile(path, "127.0.0.1:50051"));
  std::ifstream file(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "127.0.0.1:50051\n");
  EXPECT_FALSE(std::filesystem::exists(path + ".tmp"));
  std::filesystem::remove(path);
}

TEST(ReadyFileTest, NoPathIsNoFile) { EXPECT_OK(WriteReadyFile("", "127.0.0.1:1")); }

TEST(ReadyFileTest, NamesAFileThatCannotBeWritten) {
  EXPECT_THAT(WriteReadyFile("/no such folder/ready", "127.0.0.1:1"),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("/no such folder/ready")));
}

}  // namespace
}  // namespace karvan::process
